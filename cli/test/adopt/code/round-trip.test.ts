import * as fc from 'fast-check';
import { plans } from './arbitraries';
import { synthesized, typeErrors } from './generated-app';
import { partitionOf } from '../../../../src/ecr/regions';
import { TemplateApp } from '../../../../src/templates/template-app';
import { fillAll } from '../../../../src/text/holes';
import type { Json } from '../../../../src/text/json';
import type { AdoptionPlan } from '../../../src/adopt/adoption-plan';
import { appFiles } from '../../../src/adopt/code/app-files';
import { formatted } from '../../../src/adopt/code/formatted';
import { repositoryStacks } from '../../../src/adopt/code/repository-stacks';
import type { GeneratedFile, GeneratedStack } from '../../../src/adopt/generated-code';
import { logicalId } from '../../../src/adopt/logical-id';
import { propertyChanges } from '../../../src/compare/property-changes';
import { repositoryOf } from '../../../src/compare/registry-resources';

/** Rules that every synthesis would warn of, for each repository. */
const BASELINE = [
  'customerKey',
  'tagImmutability',
  'tagExceptions',
  'lifecyclePolicy',
  'repositoryScanning',
  'repositoryTags',
  'untaggedInUse',
  'releasesExpire',
  'indexImagesStay',
];

/** The differences between what is there and what a generated app declares. */
function differences(
  given: readonly AdoptionPlan[],
  stacks: readonly GeneratedStack[],
  files: readonly GeneratedFile[],
) {
  const { templates, warnings } = synthesized(files);
  const app = TemplateApp.fromTemplates(
    stacks.map(({ stackName, account, region }) => ({
      path: stackName,
      account,
      region,
      template: templates.get(stackName)!,
    })),
  );
  const named = new Map(
    stacks.flatMap(({ stackName, account, resources }) =>
      resources.map(({ type, path, identifier }) => {
        const resource = app.stackAt(stackName)!.resources.get(logicalId(path));
        return [`${account} ${stackName.split('-').slice(2).join('-')} ${type} ${identifier.RepositoryName}`, resource];
      }),
    ),
  );
  const found = given.flatMap(({ registry, adopted }) =>
    adopted.flatMap((line): object[] => {
      const { Type: type, Properties: before } = repositoryOf(line);
      const region = line.isPublic ? 'us-east-1' : registry.region;
      const resource = named.get(`${registry.account} ${region} ${type} ${line.repositoryName}`);
      named.delete(`${registry.account} ${region} ${type} ${line.repositoryName}`);
      if (resource === undefined) return [{ name: line.repositoryName, missing: true }];
      const known: Record<string, string> = {
        'AWS::AccountId': registry.account,
        'AWS::Partition': partitionOf(region)!,
      };
      const after = fillAll(resource.properties, (reference) => known[reference]) as Json;
      const retained = [resource.deletionPolicy, resource.updateReplacePolicy];
      return [
        ...propertyChanges(type, before, after).map((change) => ({ name: line.repositoryName, change })),
        ...(retained.join() === 'RetainExceptOnCreate,Retain' ? [] : [{ name: line.repositoryName, retained }]),
      ];
    }),
  );
  const surprises = warnings.filter((warning) => BASELINE.some((rule) => warning.includes(rule)));
  return [...found, ...[...named.keys()].map((more) => ({ more })), ...surprises.map((warning) => ({ warning }))];
}

const APPS = 20;

/** Apps that passed, for the compiler: one program for all of them is faster. */
const apps: (readonly GeneratedFile[])[] = [];

test('an app of what is there differs from it in no property, and is formatted', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (given) => {
      const stacks = given.flatMap(repositoryStacks);
      const files = await formatted(appFiles(stacks));
      expect(differences(given, stacks, files)).toEqual([]);
      expect(await formatted(files)).toEqual(files);
      apps.push(files);
    }),
    { numRuns: APPS },
  );
});

test('such apps compile without an error', () => {
  expect(apps).toHaveLength(APPS);
  expect(typeErrors(apps)).toEqual([]);
});
