import type { SampleAccess } from './sample-access';
import type { ReportedRegistry } from '../../src/report/model/registry-report';

const OWN = '111111111111';
const OTHER = '222222222222';
const RECOVERY = '333333333333';
const PLACES = [
  [OWN, 'eu-central-1'],
  [OWN, 'us-east-1'],
  [OTHER, 'eu-central-1'],
  [OTHER, 'us-east-1'],
  [RECOVERY, 'eu-west-1'],
] as const;

/** How many registries of the sample have content. The last one is outside. */
export const CONTENT_COUNT = 4;

/** One registry, or four of two accounts, and one that only takes replicas. */
export function sampleRegistries(
  isSmall: boolean,
  teams: readonly string[],
  access: SampleAccess,
  hostile: readonly string[],
): ReportedRegistry[] {
  if (isSmall) return [registry(0, { grants: [] })];
  const replications = [
    { to: 1, prefixes: teams.slice(0, 3).map((team) => `${team}/`) },
    { to: 4, prefixes: [] },
  ];
  const caches = [
    { prefix: 'docker-hub', upstream: 'registry-1.docker.io', hasCredentials: true },
    { prefix: 'ecr-public', upstream: 'public.ecr.aws', hasCredentials: false },
    { prefix: 'quay', upstream: 'quay.io', upstreamPrefix: 'prometheus', hasCredentials: false },
    ...hostile.slice(0, 3).map((text) => ({ prefix: text, upstream: text, hasCredentials: false })),
  ];
  const templates = [
    {
      prefix: 'docker-hub',
      appliedFor: 'pull-through cache',
      lines: ['Encryption: AES-256', 'Tags: mutable', 'Lifecycle: of all images, the newest 30 stay'],
    },
    {
      prefix: 'ROOT',
      appliedFor: 'replication, create on push',
      lines: ['Encryption: customer managed key alias/images', 'Tags: immutable'],
    },
    ...hostile.slice(0, 3).map((prefix) => ({ prefix, appliedFor: prefix, lines: [prefix] })),
  ];
  const signings = [{ filters: ['payments/*', 'identity/*'], profile: 'platform_signing_profile' }];
  const grants = [access.places.get('Replicate')!];
  return [
    registry(0, { replications, caches, templates, signings, grants }),
    registry(1, { replications: [{ to: 4, prefixes: ['payments/'] }], grants }),
    registry(2, {
      replications: [{ to: 3, prefixes: [] }],
      caches: caches.slice(0, 1),
      templates: templates.slice(1, 2),
    }),
    registry(3, {}),
    { ...registry(4, {}), isOutside: true, settings: [] },
  ];
}

function registry(place: number, more: Partial<ReportedRegistry>): ReportedRegistry {
  const [account, region] = PLACES[place];
  const { replications = [], caches = [], templates = [], signings = [], grants = [] } = more;
  const none = (lines: readonly string[]) => (lines.length === 0 ? ['none'] : lines);
  return {
    ...{ name: `${account}/${region}`, account, region, replications, caches, templates, signings, grants },
    settings: [
      {
        name: 'Scanning',
        lines: ['enhanced: continuous for prod/*, on push for *'],
        path: 'Platform/Registry/Scanning',
      },
      { name: 'Policy', lines: none(grants.map(() => `${OTHER} may replicate`)), path: 'Platform/Registry/Policy' },
      {
        name: 'Replication',
        lines: none(
          replications.map(({ to, prefixes }) => `${prefixes.join(', ') || 'all'} to ${PLACES[to].join('/')}`),
        ),
      },
      { name: 'Pull-through caches', lines: none(caches.map(({ prefix, upstream }) => `${prefix} from ${upstream}`)) },
      {
        name: 'Creation templates',
        lines: none(templates.map(({ prefix, appliedFor }) => `${prefix} for ${appliedFor}`)),
      },
      { name: 'Signing', lines: none(signings.map(({ filters, profile }) => `${filters.join(', ')} with ${profile}`)) },
    ],
  };
}
