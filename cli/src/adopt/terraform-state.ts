import { ResourceType } from '../../../src/ecr/resource-type';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { refuse } from '../io/bad-input';
import { parseJson, readText } from '../io/text-file';

/** Something of Amazon ECR that a state owns. */
export interface OwnedByState {
  /** The file of the state. */
  readonly state: string;
  /** The address in the state, such as `module.images.aws_ecr_repository.api["web"]`. */
  readonly address: string;
  /** The type of CloudFormation. */
  readonly type: string;
  /** The name of the repository, or what `LeftSetting.name` is. Without one, a registry has one only. */
  readonly name?: string;
  /** Whether it is the policy or the lifecycle of a repository, and not the repository itself. */
  readonly isPart: boolean;
  /** Absent if the state does not tell. */
  readonly account?: string;
  readonly region?: string;
}

/** The type of account settings, which CloudFormation has no type of its own for. */
export const ACCOUNT_SETTING = 'Custom::ECRAccountSettings';

/** How a type of Terraform is read: the type of CloudFormation, and the attribute with the name. */
interface StateType {
  readonly type: string;
  readonly name?: string;
  readonly isPart?: boolean;
}

const STATE_TYPES: Readonly<Record<string, StateType>> = {
  aws_ecr_repository: { type: ResourceType.REPOSITORY, name: 'name' },
  aws_ecr_repository_policy: { type: ResourceType.REPOSITORY, name: 'repository', isPart: true },
  aws_ecr_lifecycle_policy: { type: ResourceType.REPOSITORY, name: 'repository', isPart: true },
  aws_ecrpublic_repository: { type: ResourceType.PUBLIC_REPOSITORY, name: 'repository_name' },
  aws_ecrpublic_repository_policy: { type: ResourceType.PUBLIC_REPOSITORY, name: 'repository_name', isPart: true },
  aws_ecr_registry_policy: { type: ResourceType.REGISTRY_POLICY },
  aws_ecr_replication_configuration: { type: ResourceType.REPLICATION_CONFIGURATION },
  aws_ecr_registry_scanning_configuration: { type: ResourceType.SCANNING_CONFIGURATION },
  aws_ecr_pull_through_cache_rule: { type: ResourceType.PULL_THROUGH_CACHE_RULE, name: 'ecr_repository_prefix' },
  aws_ecr_repository_creation_template: { type: ResourceType.CREATION_TEMPLATE, name: 'prefix' },
  aws_ecr_pull_time_update_exclusion: { type: ResourceType.PULL_TIME_EXCLUSION, name: 'principal_arn' },
  aws_ecr_account_setting: { type: ACCOUNT_SETTING, name: 'name' },
  awscc_ecr_repository: { type: ResourceType.REPOSITORY, name: 'repository_name' },
  awscc_ecr_public_repository: { type: ResourceType.PUBLIC_REPOSITORY, name: 'repository_name' },
  awscc_ecr_registry_policy: { type: ResourceType.REGISTRY_POLICY },
  awscc_ecr_replication_configuration: { type: ResourceType.REPLICATION_CONFIGURATION },
  awscc_ecr_registry_scanning_configuration: { type: ResourceType.SCANNING_CONFIGURATION },
  awscc_ecr_pull_through_cache_rule: { type: ResourceType.PULL_THROUGH_CACHE_RULE, name: 'ecr_repository_prefix' },
  awscc_ecr_repository_creation_template: { type: ResourceType.CREATION_TEMPLATE, name: 'prefix' },
  awscc_ecr_signing_configuration: { type: ResourceType.SIGNING_CONFIGURATION },
  awscc_ecr_pull_time_update_exclusion: { type: ResourceType.PULL_TIME_EXCLUSION, name: 'principal_arn' },
};

const REMEDY = 'pass what terraform state pull or terraform show -json prints; OpenTofu has the same commands';
const ARN = /^arn:[^:]*:ecr(?:-public)?:([^:]*):(\d{12}):/;

/** A resource of any provider, with its attributes. */
interface StateResource {
  readonly address: string;
  readonly type: string;
  readonly attributes: Json;
}

/** What a state of Terraform or OpenTofu owns of Amazon ECR: a `terraform.tfstate`, or `terraform show -json`. */
export function readTerraformState(file: string): OwnedByState[] {
  return resourcesIn(file).flatMap(({ address, type, attributes }) => {
    const known = Object.hasOwn(STATE_TYPES, type) ? STATE_TYPES[type] : undefined;
    if (known === undefined) return [];
    const name = known.name === undefined ? undefined : attributes[known.name];
    if (known.name !== undefined && typeof name !== 'string') {
      const property = `${known.name} of ${address} in ${file}`;
      refuse({ property, found: name, must: 'be a text', remedy: REMEDY });
    }
    const [, arnRegion, arnAccount] = ARN.exec(textOf(attributes.arn) ?? '') ?? [];
    return [
      {
        state: file,
        address,
        type: known.type,
        ...(typeof name === 'string' && { name }),
        isPart: known.isPart ?? false,
        account: arnAccount ?? textOf(attributes.registry_id),
        // The ARN of a public repository has no region: there is one only.
        region: (arnRegion || undefined) ?? textOf(attributes.region),
      },
    ];
  });
}

function resourcesIn(file: string): StateResource[] {
  const content = parseJson(file, readText(file), REMEDY);
  if (isObject(content)) {
    if (content.encrypted_data !== undefined) {
      const remedy = 'pass what tofu state pull prints, which is not encrypted';
      refuse({ property: `state in ${file}`, found: 'encrypted', must: 'be readable', remedy });
    }
    if (isObject(content.planned_values)) {
      refuse({ property: `content of ${file}`, found: 'a plan', must: 'be a state', remedy: REMEDY });
    }
    if (typeof content.version === 'number' && 'lineage' in content) return resourcesOfState(file, content);
    if (typeof content.format_version === 'string') return resourcesOfValues(file, content);
  }
  const found = isObject(content) ? Object.keys(content).join(', ') : content;
  return refuse({ property: `content of ${file}`, found, must: 'be a state of Terraform', remedy: REMEDY });
}

/** The resources of a `terraform.tfstate`. */
function resourcesOfState(file: string, state: Json): StateResource[] {
  if (state.version !== 4) {
    const remedy = 'let terraform apply or terraform refresh write it anew, with Terraform 0.13 or later';
    refuse({ property: `version of ${file}`, found: state.version, must: 'be 4', remedy });
  }
  return objectsOf(file, 'resources', state.resources).flatMap((resource) => {
    // Data sources are read, not owned.
    if (resource.mode !== 'managed') return [];
    const type = String(resource.type);
    const module = resource.module === undefined ? '' : `${String(resource.module)}.`;
    return objectsOf(file, `instances of ${type}`, resource.instances).map(({ index_key: index, attributes }) => ({
      address: `${module}${type}.${String(resource.name)}${index === undefined ? '' : `[${JSON.stringify(index)}]`}`,
      type,
      attributes: isObject(attributes) ? attributes : {},
    }));
  });
}

/** The resources of what `terraform show -json` prints. An empty state has no values. */
function resourcesOfValues(file: string, { values }: Json): StateResource[] {
  const modules = isObject(values) && isObject(values.root_module) ? [values.root_module] : [];
  const resources: StateResource[] = [];
  // The list grows while it is read.
  for (const module of modules) {
    for (const { mode, address, type, values: attributes } of objectsOf(file, 'resources', module.resources)) {
      if (mode !== 'managed') continue;
      resources.push({
        address: String(address),
        type: String(type),
        attributes: isObject(attributes) ? attributes : {},
      });
    }
    modules.push(...objectsOf(file, 'child_modules', module.child_modules));
  }
  return resources;
}

function objectsOf(file: string, property: string, found: unknown): Json[] {
  if (found === undefined || found === null) return [];
  if (Array.isArray(found) && found.every(isObject)) return found;
  return refuse({ property: `${property} in ${file}`, found, must: 'be a list of objects', remedy: REMEDY });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
