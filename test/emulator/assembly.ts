import * as fs from 'node:fs';
import * as path from 'node:path';

export interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  DependsOn?: string | string[];
}

export interface Template {
  readonly Resources: Record<string, Resource>;
  readonly Parameters?: Record<string, unknown>;
  readonly Rules?: object;
}

export interface DeployedStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly dependencies: readonly string[];
  readonly templateFile: string;
  /** As it was synthesized. */
  readonly template: Template;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly dependencies?: string[];
  readonly properties?: { readonly templateFile: string };
}

const readJson = <T>(...file: string[]) => JSON.parse(fs.readFileSync(path.join(...file), 'utf8')) as T;

/** The stacks of an assembly; one without an environment is deployed to the given one. */
export function stacksOf(assembly: string, account: string, region: string): DeployedStack[] {
  const { artifacts } = readJson<{ artifacts: Record<string, Artifact> }>(assembly, 'manifest.json');
  return Object.entries(artifacts)
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([name, { environment, dependencies = [], properties }]) => {
      const [, , itsAccount, itsRegion] = environment!.split('/');
      const templateFile = path.join(assembly, properties!.templateFile);
      return {
        name,
        account: itsAccount === 'unknown-account' ? account : itsAccount,
        region: itsRegion === 'unknown-region' ? region : itsRegion,
        dependencies: dependencies.filter((id) => artifacts[id].type === 'aws:cloudformation:stack'),
        templateFile,
        template: readJson<Template>(templateFile),
      };
    });
}

/** What stands for a resource that an emulator cannot make: IAM wants an ARN in policies. */
export const standInFor = (id: string) => `arn:aws:none:::${id}`;

/**
 * Writes the template as an emulator can deploy it: without the rule of the bootstrap version, and without the resources
 * of types that it does not know. Where others refer to these, an ARN stands that nothing has.
 */
export function writeForEmulator({ template, templateFile }: DeployedStack, knownTypes: readonly string[]): void {
  const left = new Set(
    Object.keys(template.Resources).filter((id) => !knownTypes.includes(template.Resources[id].Type)),
  );
  const { Rules: _, ...rest } = structuredClone(template);
  delete rest.Parameters?.BootstrapVersion;
  for (const id of left) delete rest.Resources[id];
  for (const resource of Object.values(rest.Resources)) {
    const dependencies = [resource.DependsOn ?? []].flat().filter((id) => !left.has(id));
    resource.DependsOn = dependencies.length > 0 ? dependencies : undefined;
  }
  fs.writeFileSync(templateFile, JSON.stringify(withoutReferences(rest, left)));
}

function withoutReferences(value: unknown, left: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutReferences(item, left));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: string[] };
  const id = ref ?? attribute?.[0];
  if (id !== undefined && left.has(id)) return standInFor(id);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutReferences(item, left)]));
}
