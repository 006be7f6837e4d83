import type { ReportImages } from '../images/report-images';
import type { Attention } from '../model/registry-report';
import type { ReportedControls } from '../model/reported-controls';
import type { RegistryParts } from '../registries/registry-parts';
import type { ReportInputs } from '../report-inputs';

/** The first screen. */
export async function attention(
  _inputs: ReportInputs,
  _parts: RegistryParts,
  _images: ReportImages,
  _controls: ReportedControls,
): Promise<Attention[]> {
  return Promise.resolve([]);
}
