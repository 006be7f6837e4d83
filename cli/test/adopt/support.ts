import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import type { RegistryFile } from '../../src/snapshot/format';
import type { TestRepository } from '../registries';
import { writeRegistry } from '../registries';
import type { Workspace } from '../support';

export const PLACE = '111122223333/eu-central-1';

/** A repository as Amazon ECR creates it by default. */
export const PLAIN: TestRepository = {
  encryption: { encryptionType: 'AES256' },
  imageTagMutability: 'MUTABLE',
  scanOnPush: false,
  tags: {},
};

/** Calls that were refused. */
export function refused(action: string, of?: string) {
  return { action, ...(of !== undefined && { of }), code: 'AccessDeniedException', message: 'no' };
}

/** What `--json` prints, as far as tests look at it. */
export interface Adopted {
  readonly registries: readonly { readonly adopted: readonly string[] }[];
  readonly stacks: readonly { readonly stackName: string; readonly mappings: readonly string[] }[];
  readonly undeclared: readonly string[];
  readonly waves: Readonly<Record<'stacks' | 'terraform' | 'unread', readonly Record<string, unknown>[]>>;
  readonly notes: readonly string[];
  readonly differences: readonly Record<string, unknown>[];
  readonly defaultLifecycles: readonly Record<string, unknown>[];
  readonly withoutImages: readonly string[];
}

/** Adopts a registry, and gives what the command prints as JSON. */
export async function adopted(
  files: Workspace,
  repositories: Readonly<Record<string, TestRepository>>,
  registry: Partial<RegistryFile> = {},
  options: readonly string[] = [],
): Promise<Adopted> {
  const snapshot = writeRegistry(files, 'registry', repositories, registry);
  const { status, stdout, stderr } = await files.run(['adopt', snapshot, '--out', '$/app', '--json', ...options]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Adopted;
}

/** The files of a folder by their paths in it. */
export function filesIn(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]),
  );
}

/** A `terraform.tfstate` with resources as `[type, name, attributes]`. */
export function tfstate(...resources: readonly (readonly [string, string, object])[]): object {
  return {
    version: 4,
    terraform_version: '1.9.0',
    serial: 1,
    lineage: '6a2c',
    outputs: {},
    resources: resources.map(([type, name, attributes]) => ({
      mode: 'managed',
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ schema_version: 0, attributes }],
    })),
  };
}

/** The attributes of a repository in a state. */
export function repositoryAttributes(name: string, place = PLACE): object {
  const [account, region] = place.split('/');
  return { name, arn: `arn:aws:ecr:${region}:${account}:repository/${name}`, registry_id: account };
}
