import { attention } from './attention/attention';
import { reportChanges } from './changes/report-changes';
import type { ChangeOptions } from './changes/report-changes';
import { reportControls } from './controls/report-controls';
import { reportImages } from './images/report-images';
import type { RegistryReport } from './model/registry-report';
import { redacted } from './output/redacted';
import { reportedSources } from './output/reported-sources';
import { summaryOf } from './output/summary';
import { outputOf, writeReport } from './output/write-report';
import type { OutputOptions } from './output/write-report';
import { readReportInputs } from './read-report-inputs';
import type { ReportInputOptions } from './read-report-inputs';
import { registryParts } from './registries/registry-parts';
import { visible } from '../../../src/text/visible';
import type { CommandIo } from '../io/command-io';
import { ExitStatus } from '../io/command-io';

/** The options of the command `report`. */
export interface ReportOptions extends ReportInputOptions, ChangeOptions, OutputOptions {
  readonly redact?: boolean;
}

/** Writes what is and will be in registries. */
export async function report(io: CommandIo, paths: readonly string[], options: ReportOptions): Promise<ExitStatus> {
  const output = outputOf(options);
  const whole = await reportOn(paths, options);
  const shown = options.redact ? redacted(whole) : whole;
  await writeReport(io, shown, output);
  if (output.file !== undefined) io.stderr.write(`${visible(`${summaryOf(shown)}: ${output.file}`)}\n`);
  const { changes } = whole;
  const isFound = changes !== undefined && (changes.verdict?.fails === true || changes.driftCount > 0);
  return isFound ? ExitStatus.FOUND : ExitStatus.OK;
}

async function reportOn(paths: readonly string[], options: ReportOptions): Promise<RegistryReport> {
  const inputs = await readReportInputs(paths, options);
  const changes = await reportChanges(inputs, options);
  const parts = await registryParts(inputs);
  const images = await reportImages(inputs, parts);
  const controls = reportControls(inputs, parts);
  const { registries, lifecycles, principals, grants, statements } = parts;
  return {
    version: 1,
    time: inputs.at.toISOString(),
    sources: reportedSources(inputs),
    attention: await attention(inputs, parts, images, controls),
    registries,
    repositories: parts.repositories.map((repository, place) => {
      const sums = images.sums.get(place);
      return sums === undefined ? repository : { ...repository, images: sums };
    }),
    ...{ lifecycles, principals, grants, statements, controls },
    images: Object.fromEntries(images.columns),
    ...(changes && { changes }),
  };
}
