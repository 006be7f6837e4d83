import { attention } from '../../src/report/attention/attention';
import { reportControls } from '../../src/report/controls/report-controls';
import { reportImages } from '../../src/report/images/report-images';
import { readReportInputs } from '../../src/report/read-report-inputs';
import type { ReportInputOptions } from '../../src/report/read-report-inputs';
import { registryParts } from '../../src/report/registries/registry-parts';
import { AT } from '../support';
import type { Workspace } from '../support';

/** What a report has of some inputs, at the start of February 2026. */
export async function partsOf(files: Workspace, inputs: readonly string[], options: ReportInputOptions = {}) {
  const path = (name: string) => name.replace('$', files.folder);
  const { inUse, evidence } = options;
  const read = await readReportInputs(inputs.map(path), {
    at: AT,
    ...options,
    ...(inUse && { inUse: inUse.map(path) }),
    ...(evidence && { evidence: evidence.map(path) }),
  });
  const parts = await registryParts(read);
  const images = await reportImages(read, parts);
  const controls = reportControls(read, parts);
  return { parts, images, controls, attention: await attention(read, parts, images, controls) };
}
