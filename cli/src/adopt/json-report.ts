import { LeftReason } from './adoption-plan';
import type { AdoptionReport } from './adoption-report';
import { notesOn, undeclared } from './adoption-report';
import { stepsOf, wayBack } from './steps';
import { label } from './waves';
import type { OwnedGroup } from './waves';
import { escapedJson } from '../io/escaped-json';

const VERSION = 1;

/** What was adopted, for a program, by `cli/schemas/adopt-1.schema.json`. */
export function jsonReport(report: AdoptionReport): string {
  const { out, registries, stacks, waves, differences, lifecycles } = report;
  return escapedJson({
    version: VERSION,
    out,
    registries: registries.map(({ plan: { registry, adopted } }) => ({
      account: registry.account,
      region: registry.region,
      time: registry.time,
      adopted: adopted.map(label),
    })),
    stacks: stacks.map(({ stackName, account, region, file, mappings, resources }) => ({
      ...{ stackName, account, region, file: file.path, mappings },
      resources: resources.map(({ type, identifier }) => ({ type, identifier })),
    })),
    undeclared: undeclared(report),
    waves: {
      stacks: waves[LeftReason.STACK].map((group) => ({ stack: group.by, ...rest(group) })),
      terraform: waves[LeftReason.TERRAFORM].map((group) => ({
        state: group.by,
        ...rest(group),
        addresses: group.addresses,
      })),
      unread: waves[LeftReason.UNREAD].map((group) => ({ calls: group.by, ...rest(group) })),
    },
    notes: notesOn(report),
    differences,
    defaultLifecycles: lifecycles.repositories,
    withoutImages: lifecycles.unknown,
    steps: stepsOf(report),
    wayBack: wayBack(report),
  });
}

function rest({ registry, repositories, settings }: OwnedGroup): object {
  return { registry, repositories, settings };
}
