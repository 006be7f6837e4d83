import { StateSource } from './guard-state';
import type { GuardState, RegistryState } from './guard-state';
import { describeTemplates } from '../../../../src/templates/child-stacks';
import type { TemplateInput } from '../../../../src/templates/stack-description';
import { checkedTemplate } from '../../check/template-input';
import { isSame } from '../../in-use/reference';
import { refuse } from '../../io/bad-input';
import type { RegistryFile, RepositoryLine } from '../../snapshot/format';
import { REGISTRY_FILE, templateFileOf } from '../../snapshot/format';
import { readSnapshots } from '../../snapshot/snapshot-directory';
import type { SnapshotDirectory } from '../../snapshot/snapshot-directory';
import { registryName } from '../../snapshot/snapshot-images';

/** The call that reads a template. */
const GET_TEMPLATE = 'cloudformation:GetTemplate';

/** A snapshot: the deployed templates that it has, and what the registries have. */
export async function snapshotState(path: string): Promise<GuardState> {
  const templates: TemplateInput[] = [];
  const registries: RegistryState[] = [];
  const unread: string[] = [];
  const snapshots = await readSnapshots(path);
  for (const snapshot of snapshots) {
    const { registry } = snapshot;
    checkOnce(path, registry, registries);
    const repositories: RepositoryLine[] = [];
    for await (const repository of snapshot.repositories()) repositories.push(repository);
    checkTemplates(snapshot, repositories);
    templates.push(...(await templatesOf(snapshot)));
    registries.push({ registry, repositories });
    for (const { action, of, code } of registry.unread) {
      if (action === GET_TEMPLATE) unread.push(`${action} of ${of}: ${code}, so that its stack is not compared`);
    }
  }
  return {
    source: StateSource.SNAPSHOT,
    name: path,
    stacks: describeTemplates(templates),
    registries,
    snapshots,
    unread,
  };
}

/** Of two snapshots of one registry, nothing tells which one is deployed. */
function checkOnce(path: string, added: RegistryFile, known: readonly RegistryState[]): void {
  if (!known.some(({ registry }) => isSame(registry, added))) return;
  const must = `have one snapshot of the registry ${registryName(added)}`;
  refuse({ property: '--deployed', found: path, must, remedy: 'name the folder of the newer one' });
}

/** Without templates, nothing tells what CloudFormation deletes. Repositories without a stack need none. */
function checkTemplates(snapshot: SnapshotDirectory, repositories: readonly RepositoryLine[]): void {
  const owned = repositories.find(({ stack }) => stack !== undefined);
  if (owned === undefined || snapshot.registry.contents?.templates) return;
  refuse({
    property: `templates of ${snapshot.nameOf(REGISTRY_FILE)}`,
    which: `are not there, although the stack ${owned.stack!.stackName} owns a repository (${GET_TEMPLATE})`,
    found: undefined,
    must: '',
    remedy: 'take the snapshot again with --templates',
  });
}

async function templatesOf(snapshot: SnapshotDirectory): Promise<TemplateInput[]> {
  const { account, region } = snapshot.registry;
  const inputs: TemplateInput[] = [];
  for (const stackName of snapshot.templates()) {
    const file = snapshot.nameOf(templateFileOf(stackName));
    const template = checkedTemplate(file, await snapshot.template(stackName));
    // Several registries of a snapshot may have stacks of one name.
    inputs.push({
      path: `${registryName(snapshot.registry)}/${stackName}`,
      stackName,
      account,
      region,
      template,
      templatePath: file,
    });
  }
  return inputs;
}
