import { baseline } from './baseline';
import { criticalFindings } from './critical-findings';
import { imagesAtRisk } from './images-at-risk';
import { neverPulled } from './never-pulled';
import { outsideAccess } from './outside-access';
import type { ReportImages } from '../images/report-images';
import type { Attention } from '../model/registry-report';
import type { ReportedControls } from '../model/reported-controls';
import type { RegistryParts } from '../registries/registry-parts';
import type { ReportInputs } from '../report-inputs';

/** The first screen. */
export async function attention(
  inputs: ReportInputs,
  parts: RegistryParts,
  images: ReportImages,
  controls: ReportedControls,
): Promise<Attention[]> {
  return Promise.resolve([
    imagesAtRisk(inputs, parts, images),
    outsideAccess(parts),
    criticalFindings(inputs, parts, images),
    baseline(inputs, controls),
    neverPulled(inputs, parts, images),
  ]);
}
