import { at, refuse } from './bad-input';
import { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { TagSelection } from '../lifecycle/tag-selection';

/** The options of the preset. */
export interface PresetOptions {
  readonly preset?: string;
  readonly releases?: readonly string[];
  readonly builds?: string;
  readonly newestBuilds?: string;
}

const RELEASES = 'releases';

const PRESETS: Readonly<Record<string, (options: PresetOptions) => LifecyclePolicy>> = {
  'pulled-images': () => LifecyclePolicy.forPulledImages(),
  builds: () => LifecyclePolicy.forBuilds(),
  'pull-through-cache': () => LifecyclePolicy.forPullThroughCache(),
  'keep-all': () => LifecyclePolicy.keepAll(),
  [RELEASES]: releasesPolicy,
};

/** The policies that the user can name, as `LifecyclePolicy` has them. */
export const PRESET_NAMES = Object.keys(PRESETS);

/** The policy of a preset, if the options name one. */
export function presetPolicy(options: PresetOptions): LifecyclePolicy | undefined {
  const { preset } = options;
  if (preset !== RELEASES) refuseReleaseOptions(options);
  if (preset === undefined) return undefined;
  if (!PRESET_NAMES.includes(preset)) {
    const must = `be ${PRESET_NAMES.join(', ')}`;
    refuse({ property: '--preset', found: preset, must, remedy: 'correct it, or give a policy by --policy' });
  }
  return PRESETS[preset](options);
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
