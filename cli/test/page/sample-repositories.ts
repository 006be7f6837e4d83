import type { SampleAccess } from './sample-access';
import { SAMPLE_LIFECYCLES } from './sample-lifecycles';
import type { SampleRandom } from './sample-random';
import { CONTENT_COUNT } from './sample-registries';
import { RepositoryOrigin, ScanningMode } from '../../src/report/model/reported-repository';
import type { ReportedRepository } from '../../src/report/model/reported-repository';

const NAMES = ['payments', 'search', 'checkout', 'identity', 'platform', 'data', 'mobile', 'ml', 'billing', 'orders'];
const PARTS = ['api', 'worker', 'web', 'migrations', 'gateway', 'reports', 'events', 'cron', 'proxy', 'importer'];
const CACHED = [
  'docker-hub/library/nginx',
  'docker-hub/library/redis',
  'ecr-public/docker/library/python',
  'quay/node-exporter',
];
const ORIGINS = Object.values(RepositoryOrigin);
const TEAM_SIZE = 12;
const MOST_TEAMS = 60;

/** The teams of so many repositories. */
export function sampleTeams(count: number): string[] {
  const teams = Math.min(MOST_TEAMS, Math.ceil(count / TEAM_SIZE));
  return Array.from(
    { length: teams },
    (_, i) => `${NAMES[i % NAMES.length]}${i < NAMES.length ? '' : Math.floor(i / NAMES.length) + 1}`,
  );
}

/** A repository of the sample by its number. */
export function sampleRepository(
  random: SampleRandom,
  i: number,
  {
    count,
    teams,
    access,
    hostile,
  }: { count: number; teams: readonly string[]; access: SampleAccess; hostile: readonly string[] },
): ReportedRepository {
  const { [i % teams.length]: team } = teams;
  const registry = count < TEAM_SIZE ? 0 : (i * 7) % 10 < 6 ? 0 : i % CONTENT_COUNT;
  const isCached = registry === 0 && i % 19 === 8;
  const round = Math.floor(i / teams.length);
  const own = `${team}/${PARTS[round % PARTS.length]}${round < PARTS.length ? '' : `-${Math.floor(round / PARTS.length) + 1}`}`;
  const cached = `${CACHED[i % CACHED.length]}${i < 80 ? '' : `-${i}`}`;
  const plain = i % 41 === 20 ? `legacy-tool-${i}` : own;
  const name = i < hostile.length ? `${team}/${hostile[i]}` : isCached ? cached : plain;
  const origin = ORIGINS[i % 7 === 3 ? 0 : i % 11 === 5 ? 1 : 2];
  const place = (key: string) => access.places.get(key)!;
  const grants = [place(`${team}-deploy`), place(`${team}-build`), place('KeepImages')];
  if (i % 3 === 0) grants.push(place('Organization'));
  if (i % 5 === 1) grants.push(place('Workloads'));
  if (i % 29 === 4) grants.push(place('Partner'));
  if (i % 97 === 9) grants.push(place('PartnerPush'));
  if (i % 83 === 6) grants.push(place('Open'));
  if (i % 61 === 11) grants.push(place('Admin'));
  if (i % 17 === 2) grants.push(place('Lambda'));
  if (i < hostile.length) grants.push(place(`hostile-${i}`));
  const lifecycle = [0, 1, undefined, 0, 2][(i * 3) % 5];
  const isProduction = i % 4 === 0;
  return {
    registry,
    name,
    origin,
    ...(origin !== RepositoryOrigin.DEPLOYED && { path: `${team}-app/Images/${PARTS[round % PARTS.length]}/Resource` }),
    ...(i % 31 !== 30 && { owner: i < hostile.length ? hostile[i] : `team-${team}` }),
    encryption: i % 6 === 0 ? 'AES-256' : 'customer managed key alias/images',
    mutability: ['immutable', 'immutable except latest, dev-*', 'mutable'][random.below(3)],
    ...(lifecycle !== undefined && SAMPLE_LIFECYCLES[lifecycle] !== undefined && { lifecycle }),
    scanning: isProduction
      ? { mode: ScanningMode.CONTINUOUS, by: 'filter prod/*' }
      : { mode: i % 9 === 1 ? ScanningMode.MANUAL : ScanningMode.ON_PUSH, by: i % 9 === 1 ? 'no filter' : 'filter *' },
    replicas:
      count < TEAM_SIZE ? [] : registry === 0 ? (i % teams.length < 3 ? [1, 4] : [4]) : registry === 2 ? [3] : [],
    ...(isCached && { cache: cached.split('/')[0], template: 'ROOT' }),
    ...(registry === 0 && ['payments', 'identity'].includes(team) && { signedBy: 'platform_signing_profile' }),
    grants,
  };
}
