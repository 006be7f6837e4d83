import * as fc from 'fast-check';
import { repository } from './examples';
import { synthesized, typeErrors } from './generated-app';
import { anyRegistry } from './registry-arbitraries';
import { partitionOf, urlSuffixOf } from '../../../../src/ecr/regions';
import { TemplateApp } from '../../../../src/templates/template-app';
import { fillAll } from '../../../../src/text/holes';
import type { Json } from '../../../../src/text/json';
import type { AdoptionPlan } from '../../../src/adopt/adoption-plan';
import { appFiles } from '../../../src/adopt/code/app-files';
import { formatted } from '../../../src/adopt/code/formatted';
import { registryStacks } from '../../../src/adopt/code/registry-stacks';
import { repositoryStacks } from '../../../src/adopt/code/repository-stacks';
import type { GeneratedFile } from '../../../src/adopt/generated-code';
import { mappingFiles } from '../../../src/adopt/mapping';
import { propertyChanges } from '../../../src/compare/property-changes';
import { repositoryOf, settingsOf } from '../../../src/compare/registry-resources';
import { identityOf } from '../../../src/compare/resource-identity';
import type { RegistryFile } from '../../../src/snapshot/format';

interface Resource {
  readonly Type: string;
  readonly Properties: Json;
}

/** Repositories whose lifecycles the library would adapt to a role, if a setting gave them one. */
const LIFECYCLES: readonly Json[] = [
  {
    rulePriority: 1,
    selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 9 },
    action: { type: 'expire' },
  },
  {
    rulePriority: 1,
    selection: { tagStatus: 'any', countType: 'sinceImagePulled', countUnit: 'days', countNumber: 90 },
    action: { type: 'transition', targetStorageClass: 'archive' },
  },
];

const identity = ({ Type, Properties }: Resource) => String(identityOf(Type, Properties));
const byIdentity = (resources: readonly Resource[]) => resources.map(identity).sort();

/** A registry with a repository in each of its namespaces. */
const plans: fc.Arbitrary<AdoptionPlan> = fc
  .tuple(anyRegistry, fc.constantFrom(undefined, ...LIFECYCLES))
  .map(([registry, rule]) => ({ registry, adopted: repositoriesOf(registry, rule), left: [], leftSettings: [] }));

function repositoriesOf(registry: RegistryFile, rule: Json | undefined) {
  if (rule === undefined) return [];
  const { pullThroughCacheRules: rules = [], repositoryCreationTemplates: templates = [] } = registry;
  const prefixes = [...rules.map((each) => each.ecrRepositoryPrefix), ...templates.map(({ prefix }) => prefix)];
  const names = prefixes.map((prefix) => (prefix === 'ROOT' ? 'api' : `${String(prefix).replace(/\/$/, '')}/api`));
  return [...new Set(names)].map((name) => repository(name, { lifecyclePolicy: { rules: [rule] } }));
}

/** The resources of an app by their logical ids, with what account and region fill. */
function resourcesOf(files: readonly GeneratedFile[], { account, region }: RegistryFile) {
  const { templates, logicalIds } = synthesized(files);
  const known: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Partition': String(partitionOf(region)),
    'AWS::Region': region,
    'AWS::URLSuffix': urlSuffixOf(region),
  };
  const app = TemplateApp.fromTemplates(
    [...templates].map(([path, template]) => ({ path, account, region, template })),
  );
  const resources = new Map(
    [...templates.keys()]
      .flatMap((path) => [...app.stackAt(path)!.resources])
      .map(([id, { type, properties, deletionPolicy, updateReplacePolicy }]) => [
        id,
        {
          Type: type,
          Properties: fillAll(properties, (reference) => known[reference]) as Json,
          retention: [deletionPolicy, updateReplacePolicy],
        },
      ]),
  );
  return { resources, logicalIds };
}

const APPS = 40;

/** Apps that passed, for the compiler: one program for all of them is faster. */
const apps: (readonly GeneratedFile[])[] = [];

test('an app of a registry and its repositories declares both as they are, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const { registry, adopted } = plan;
      const there: Resource[] = [...settingsOf(registry), ...adopted.map((each) => repositoryOf(each))];
      const own = registryStacks(plan, [registry]);
      expect(own).toHaveLength(settingsOf(registry).length > 0 ? 1 : 0);
      const stacks = [...repositoryStacks(plan), ...own];
      if (stacks.length === 0) return;
      const files = await formatted(appFiles(stacks));
      const { resources, logicalIds } = resourcesOf(files, registry);
      const made = [...resources.values()];
      expect(byIdentity(made)).toEqual(byIdentity(there));
      for (const { Type, Properties } of there) {
        const other = made.find((each) => identity(each) === identity({ Type, Properties }))!;
        expect(propertyChanges(Type, Properties, other.Properties)).toEqual([]);
      }
      for (const stack of own) {
        const mapping = JSON.parse(mappingFiles(stack)[0].content) as Json;
        for (const { type, path, logicalId, identifier } of stack.resources) {
          expect(logicalIds.get([stack.stackName, ...path].join('/'))).toBe(logicalId);
          expect(mapping[logicalId!]).toEqual(identifier);
          const { Type, Properties, retention } = resources.get(logicalId!)!;
          expect(Type).toBe(type);
          expect({ RegistryId: registry.account, ...Properties }).toMatchObject(identifier);
          expect(retention).toEqual(['Retain', 'Retain']);
        }
        expect(stack.resources).toHaveLength(settingsOf(registry).length);
      }
      expect(await formatted(files)).toEqual(files);
      apps.push(files);
    }),
    { numRuns: APPS },
  );
});

test('such apps compile without an error', () => {
  expect(typeErrors(apps)).toEqual([]);
});
