import { assemblyPolicies } from './assembly-policies';
import { presetPolicy } from './preset-policy';
import type { PresetOptions } from './preset-policy';
import type { PolicySource } from './repository-policy';
import { snapshotPolicies } from './snapshot-policies';
import { refuse } from '../io/bad-input';
import type { CommandIo } from '../io/command-io';
import { readPolicy } from '../io/policy-file';

/** The options that say where the policy comes from. */
export interface PolicyOptions extends PresetOptions {
  readonly app?: string;
  readonly stack?: string;
  readonly policy?: string;
  readonly preset?: string;
}

/** The source that the options name. */
export function policySource(
  io: CommandIo,
  options: PolicyOptions,
  { hasSnapshot }: { hasSnapshot: boolean },
): PolicySource {
  const sources = [
    options.app !== undefined && '--app',
    options.policy !== undefined && '--policy',
    options.preset !== undefined && '--preset',
  ].filter((source) => source !== false);
  const isOfSnapshot = sources.length === 0 && hasSnapshot;
  if (sources.length !== 1 && !isOfSnapshot) {
    refuse({
      property: 'number of policy sources',
      found: sources.length,
      must: sources.length > 1 ? `be 1 and not ${sources.join(' and ')}` : 'be 1',
      remedy: sources.length > 1 ? 'leave out the others' : 'give --app, --policy or --preset, or a snapshot',
    });
  }
  if (options.stack !== undefined && options.app === undefined) {
    const must = 'be absent without --app';
    refuse({ property: '--stack', found: options.stack, must, remedy: 'leave it out, or give --app' });
  }
  const preset = presetPolicy(options);
  if (isOfSnapshot) return snapshotPolicies();
  if (options.app !== undefined) return assemblyPolicies(options.app, options.stack);
  const source = options.policy ?? `preset ${options.preset}`;
  const policy = preset ?? readPolicy(options.policy!, io);
  return { without: 'without a policy', isNameless: () => false, policyOf: () => ({ policy, source }) };
}
