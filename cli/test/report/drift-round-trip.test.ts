import * as fc from 'fast-check';
import { TemplateApp } from '../../../src/templates/template-app';
import type { AdoptionPlan } from '../../src/adopt/adoption-plan';
import { appFiles } from '../../src/adopt/code/app-files';
import { registryStacks } from '../../src/adopt/code/registry-stacks';
import { repositoryStacks } from '../../src/adopt/code/repository-stacks';
import type { RegistryState } from '../../src/guard/inputs/guard-state';
import { adoption } from '../../src/report/changes/adoption';
import { driftFromApp, driftOfSnapshots } from '../../src/report/changes/drift';
import { plans } from '../adopt/code/arbitraries';
import { synthesized } from '../adopt/code/generated-app';
import { anyRegistry } from '../adopt/code/registry-arbitraries';

const APPS = 15;

/** Public repositories are in us-east-1 only. */
function inOneRegion({ adopted, ...plan }: AdoptionPlan): AdoptionPlan {
  return { ...plan, adopted: adopted.filter(({ isPublic }) => !isPublic || plan.registry.region === 'us-east-1') };
}

/** The registries of plans as a snapshot has them. */
function statesOf(adopted: readonly AdoptionPlan[]): RegistryState[] {
  return adopted.map(({ registry, adopted: repositories }) => ({ registry, repositories }));
}

/** The app that takes over registries, synthesized. */
function appOf(adopted: readonly AdoptionPlan[]): TemplateApp {
  const registries = adopted.map(({ registry }) => registry);
  const stacks = [...adopted.flatMap(repositoryStacks), ...adopted.flatMap((plan) => registryStacks(plan, registries))];
  if (stacks.length === 0) return TemplateApp.fromTemplates([]);
  const { templates } = synthesized(appFiles(stacks));
  return TemplateApp.fromTemplates(
    stacks.map(({ stackName, account, region }) => ({
      path: stackName,
      ...{ stackName, account, region, template: templates.get(stackName)! },
    })),
  );
}

const settings: fc.Arbitrary<AdoptionPlan[]> = anyRegistry.map((registry) => [
  { registry, adopted: [], left: [], leftSettings: [] },
]);

test.each([
  ['repositories', plans],
  ['settings', settings],
])(
  'an app that takes over %s as they are does not drift, and changes nothing',
  (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (all) => {
        const given = all.map(inOneRegion);
        const states = statesOf(given);
        const app = appOf(given);
        const drift = driftFromApp(app, states);
        expect({ resources: drift.resources, count: drift.driftCount }).toEqual({ resources: [], count: 0 });
        expect(drift.unknown.filter((text) => text.includes('declared resource'))).toEqual([]);
        expect(adoption(states, app).resources).toEqual([]);
        expect(driftOfSnapshots(states, states)).toEqual({ resources: [], driftCount: 0, unknown: [] });
      }),
      { numRuns: APPS },
    );
  },
  300_000,
);
