import { AttentionKind } from '../../../src/report/model/registry-report';
import type { Attention } from '../../../src/report/model/registry-report';
import type { ReportInputOptions } from '../../../src/report/read-report-inputs';
import type { Workspace } from '../../support';
import { partsOf } from '../report-parts';

export { AttentionKind };

/** A part of the first screen. The folder of the test is `$` in its texts. */
export async function attentionOn(
  kind: AttentionKind,
  files: Workspace,
  inputs: readonly string[],
  options: ReportInputOptions = {},
) {
  const { attention, parts } = await partsOf(files, inputs, options);
  const found: Attention = JSON.parse(
    JSON.stringify(attention.find((each) => each.kind === kind)).replaceAll(files.folder, '$'),
  );
  return { ...found, texts: found.items.map(({ text }) => text), parts };
}
