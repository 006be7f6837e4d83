import { relative, sep } from 'path';
import type { AdoptionReport, ReportedStack } from './adoption-report';
import { REPORT_FILE } from './adoption-report';
import { appFiles } from './code/app-files';
import { formatted } from './code/formatted';
import { declaredSettings } from './code/registry-code';
import { registryStacks } from './code/registry-stacks';
import { repositoryStacks } from './code/repository-stacks';
import { defaultLifecycles } from './default-lifecycle';
import { differencesIn } from './differences';
import type { GeneratedFile, GeneratedStack } from './generated-code';
import { jsonReport } from './json-report';
import { mappingFiles } from './mapping';
import { markdownReport } from './markdown-report';
import { planAdoption } from './plan';
import type { PlannedRegistry } from './plan';
import { readTerraformState } from './terraform-state';
import { textReport } from './text-report';
import { wavesOf } from './waves';
import type { CommandIo } from '../io/command-io';
import { ExitStatus } from '../io/command-io';
import { newPlace, writeNewFolder } from '../io/new-folder';
import { Output } from '../io/output';
import { readSnapshots } from '../snapshot/snapshot-directory';

/** The options of the command `adopt`. */
export interface AdoptOptions {
  readonly out: string;
  readonly terraformState?: readonly string[];
  readonly json?: boolean;
}

/** Writes an app that declares what exists and nobody owns. */
export async function adopt(io: CommandIo, snapshot: string, options: AdoptOptions): Promise<ExitStatus> {
  const { out, terraformState = [], json = false } = options;
  const place = newPlace(out);
  const states = new Map([...new Set(terraformState)].map((file) => [file, readTerraformState(file)]));
  const registries = await planAdoption(await readSnapshots(snapshot), states);
  const stacks = stacksOf(registries);
  const mappings: GeneratedFile[] = [];
  const reported = stacks.map((stack): ReportedStack => {
    const files = mappingFiles(stack);
    mappings.push(...files);
    return { ...stack, mappings: files.map(({ path }) => path) };
  });
  const report: AdoptionReport = {
    out,
    snapshot: relative(place.path, snapshot).split(sep).join('/'),
    registries,
    stacks: reported,
    waves: wavesOf(registries, states),
    differences: await differencesIn(snapshot, registries),
    lifecycles: await defaultLifecycles(registries),
  };
  const code = stacks.length > 0 ? await formatted(appFiles(stacks)) : [];
  writeNewFolder(place, [...code, ...mappings, { path: REPORT_FILE, content: markdownReport(report) }]);
  const output = new Output(io.stdout);
  if (json) await output.text(`${jsonReport(report)}\n`);
  else await output.lines(textReport(report));
  await output.flush();
  return ExitStatus.OK;
}

/** The stacks of the app. What the settings of a registry may refer to depends on the other registries of the app. */
function stacksOf(registries: readonly PlannedRegistry[]): GeneratedStack[] {
  const repositories = registries.map(({ plan }) => repositoryStacks(plan));
  const declared = registries
    .filter(({ plan }, index) => repositories[index].length > 0 || declaredSettings(plan).length > 0)
    .map(({ plan }) => plan.registry);
  return registries.flatMap(({ plan }, index) => [...repositories[index], ...registryStacks(plan, declared)]);
}
