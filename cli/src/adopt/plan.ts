import type { AdoptionPlan, LeftRepository } from './adoption-plan';
import { leftSettings } from './left-settings';
import { Owners } from './owners';
import type { OwnedByState } from './terraform-state';
import { AUTO_DELETE_IMAGES, deletesImages } from '../../../src/ecr/auto-delete-images';
import { isPublicRepositoryName } from '../../../src/ecr/public-repository-name';
import { isRepositoryName } from '../../../src/ecr/repository-name';
import type { Json } from '../../../src/text/json';
import { byText, listed } from '../../../src/text/lists';
import { isIn } from '../in-use/reference';
import { refuse } from '../io/bad-input';
import type { RepositoryLine } from '../snapshot/format';
import { REGISTRY_FILE, REPOSITORIES_FILE } from '../snapshot/format';
import type { SnapshotDirectory } from '../snapshot/snapshot-directory';
import { registryName } from '../snapshot/snapshot-images';

const RETAKE = 'take a new snapshot';

/** A registry with the plan for it, and what a person should know beside it. */
export interface PlannedRegistry {
  readonly snapshot: SnapshotDirectory;
  readonly plan: AdoptionPlan;
  /** Sentences. */
  readonly notes: readonly string[];
}

/** The states of Terraform by their files. */
export type TerraformStates = ReadonlyMap<string, readonly OwnedByState[]>;

/** Plans what the new app declares of each registry. */
export async function planAdoption(
  snapshots: readonly SnapshotDirectory[],
  states: TerraformStates,
): Promise<PlannedRegistry[]> {
  const planned: PlannedRegistry[] = [];
  refuseTwice(snapshots);
  for (const snapshot of snapshots) planned.push(await planRegistry(snapshot, states));
  return planned;
}

async function planRegistry(snapshot: SnapshotDirectory, states: TerraformStates): Promise<PlannedRegistry> {
  const { registry } = snapshot;
  refuseUnlisted(snapshot);
  checkTexts(registry, { property: snapshot.nameOf(REGISTRY_FILE), found: `${registry.account}/${registry.region}` });
  const repositories: RepositoryLine[] = [];
  const names = new Set<string>();
  for await (const line of snapshot.repositories()) {
    checkName(line, snapshot);
    checkTexts(line, repositoryIn(snapshot, line));
    if (names.has(nameOf(line))) {
      const must = 'be there once';
      refuse({ ...repositoryIn(snapshot, line), must, remedy: RETAKE });
    }
    names.add(nameOf(line));
    repositories.push(line);
  }
  repositories.sort((one, other) => byText(nameOf(one), nameOf(other)));
  const known = {
    registry,
    states: [...states.values()].flat(),
    hasStates: states.size > 0,
    templates: await templatesOf(snapshot, repositories),
  };
  const owners = new Owners(known);
  const adopted: RepositoryLine[] = [];
  const left: LeftRepository[] = [];
  for (const repository of repositories) {
    const owner = owners.of(repository);
    if (owner === undefined) adopted.push(repository);
    else left.push({ repository, ...owner });
  }
  const plan = { registry, adopted, left, leftSettings: leftSettings(known) };
  return { snapshot, plan, notes: notesOn(plan, owners, states) };
}

/** Code is written with these names, so they have to be such. */
function checkName(line: RepositoryLine, snapshot: SnapshotDirectory): void {
  const { repositoryName, isPublic } = line;
  const { region } = snapshot.registry;
  if (isPublic ? isPublicRepositoryName(repositoryName) : isRepositoryName(repositoryName, region)) return;
  refuse({ ...repositoryIn(snapshot, line), must: 'be a name of Amazon ECR', remedy: RETAKE });
}

/** The CDK takes some texts for values that it has to find, wherever they stand, and does not synthesize the app. */
function checkTexts(value: object, place: { readonly property: string; readonly found: string }): void {
  if (!JSON.stringify(value).includes('${Token[')) return;
  refuse({ ...place, must: 'have no text with ${Token[…, which the CDK reserves', remedy: 'change the text in AWS' });
}

function repositoryIn(snapshot: SnapshotDirectory, { repositoryName: found }: RepositoryLine) {
  return { property: `repositoryName in ${snapshot.nameOf(REPOSITORIES_FILE)}`, found };
}

/** A registry has one account and region, and one snapshot says how it is. */
function refuseTwice(snapshots: readonly SnapshotDirectory[]): void {
  const files = new Map<string, string>();
  for (const snapshot of snapshots) {
    const file = snapshot.nameOf(REGISTRY_FILE);
    const { account, region } = snapshot.registry;
    const place = registryName({ account, region });
    if (!/^\d{12}\/[a-z]{2}(?:-[a-z]+)+-\d$/.test(place)) {
      refuse({ property: `registry of ${file}`, found: place, must: 'be an account and a region', remedy: RETAKE });
    }
    const other = files.get(place);
    if (other !== undefined) {
      const must = 'be in one snapshot';
      refuse({ property: `registry ${place}`, found: `${other}, ${file}`, must, remedy: 'pass the newer one' });
    }
    files.set(place, file);
  }
}

/** Without the list, nothing says what would be adopted. */
function refuseUnlisted(snapshot: SnapshotDirectory): void {
  const refused = snapshot.registry.unread.find(({ action }) => action === 'ecr:DescribeRepositories');
  if (refused === undefined) return;
  refuse({
    property: `answer of ${refused.action} in ${snapshot.nameOf(REGISTRY_FILE)}`,
    found: refused.code,
    must: 'be there',
    remedy: 'take the snapshot again, with a role that may call it',
  });
}

/** The private ones come first, as in the snapshot. */
function nameOf({ repositoryName, isPublic = false }: RepositoryLine): string {
  return `${Number(isPublic)} ${repositoryName}`;
}

async function templatesOf(
  snapshot: SnapshotDirectory,
  repositories: readonly RepositoryLine[],
): Promise<Map<string, Json>> {
  const names = new Set(repositories.flatMap(({ stack }) => stack?.stackName ?? []));
  const templates = new Map<string, Json>();
  for (const name of [...names].sort(byText)) {
    const template = await snapshot.template(name);
    if (template !== undefined) templates.set(name, template);
  }
  return templates;
}

function notesOn({ registry, adopted, left }: AdoptionPlan, owners: Owners, states: TerraformStates): string[] {
  const hinted = adopted.filter((repository) => owners.hintOf(repository) !== undefined);
  const former = adopted.filter((repository) => owners.formerStackOf(repository) !== undefined);
  const idle = [...states].filter(([, owned]) => !owned.some((each) => isIn(each, registry))).map(([file]) => file);
  const emptied = [...adopted, ...left.map(({ repository }) => repository)].filter(({ tags }) => deletesImages(tags));
  const names = (all: readonly RepositoryLine[]) => listed(all.map(({ repositoryName }) => repositoryName));
  return [
    emptied.length > 0 &&
      `A custom resource ${AUTO_DELETE_IMAGES.TYPE} may delete all images of ${names(emptied)} when it leaves its stack, ` +
        `even if the repository is retained, because of the tag ${AUTO_DELETE_IMAGES.TAG}. So first leave out ` +
        'autoDeleteImages in that stack, deploy it alone, and look that the tag is gone.',
    hinted.length > 0 &&
      `Adopted although a tag names Terraform or a similar tool, as no given state has them: ${names(hinted)}.`,
    former.length > 0 &&
      `Adopted although their tags name a stack, as the stack does not declare them any more: ${names(former)}.`,
    idle.length > 0 && `States that own nothing of this registry: ${listed(idle)}.`,
    !registry.contents.templates &&
      'Whether a stack owns settings of the registry is not known: take the snapshot with --templates.',
  ].filter((note) => note !== false);
}
