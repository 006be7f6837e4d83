import { PRESET_NAMES } from './preset-names';
import type { PresetName } from './preset-names';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { at, refuse } from '../io/bad-input';

/** The options of the preset. */
export interface PresetOptions {
  readonly preset?: string;
  readonly releases?: readonly string[];
  readonly builds?: string;
  readonly newestBuilds?: string;
}

const RELEASES = 'releases';

/** The policies by their names, as `LifecyclePolicy` has them. */
const PRESETS: Readonly<Record<PresetName, (options: PresetOptions) => LifecyclePolicy>> = {
  'pulled-images': () => LifecyclePolicy.forPulledImages(),
  builds: () => LifecyclePolicy.forBuilds(),
  'pull-through-cache': () => LifecyclePolicy.forPullThroughCache(),
  'keep-all': () => LifecyclePolicy.keepAll(),
  [RELEASES]: releasesPolicy,
};

/** The policy of a preset, if the options name one. */
export function presetPolicy(options: PresetOptions): LifecyclePolicy | undefined {
  const { preset } = options;
  if (preset !== RELEASES) refuseReleaseOptions(options);
  if (preset === undefined) return undefined;
  if (isPreset(preset)) return PRESETS[preset](options);
  const must = `be ${PRESET_NAMES.join(', ')}`;
  return refuse({ property: '--preset', found: preset, must, remedy: 'correct it, or give a policy by --policy' });
}

function isPreset(name: string): name is PresetName {
  return (PRESET_NAMES as readonly string[]).includes(name);
}

function releasesPolicy({ releases = [], builds, newestBuilds }: PresetOptions): LifecyclePolicy {
  if (releases.length === 0 || builds === undefined) {
    const missing = releases.length === 0 ? '--releases' : '--builds';
    const remedy = "write it like --releases 'v*' --builds 'ci-*'";
    return refuse({ property: missing, found: undefined, must: 'be given with --preset releases', remedy });
  }
  return at('--preset releases', () =>
    LifecyclePolicy.forReleases({
      releases: releases.map((pattern) => TagSelection.pattern(pattern)),
      builds: TagSelection.pattern(builds),
      newestBuilds: newestBuilds === undefined ? undefined : Number(newestBuilds),
    }),
  );
}

function refuseReleaseOptions({ releases, builds, newestBuilds }: PresetOptions): void {
  for (const [option, value] of Object.entries({
    '--releases': releases,
    '--builds': builds,
    '--newest-builds': newestBuilds,
  })) {
    if (value === undefined) continue;
    const must = 'be absent without --preset releases';
    refuse({ property: option, found: value, must, remedy: 'leave it out, or choose that preset' });
  }
}
