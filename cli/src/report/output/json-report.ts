import { escapedJson } from '../../io/escaped-json';
import type { RegistryReport } from '../model/registry-report';

const INDENT = '  ';

/** The report for other tools, in the form of `cli/schemas/report-1.schema.json`. The images come one repository at a time. */
export function* jsonReport({ images, ...rest }: RegistryReport): Generator<string> {
  yield `${escapedJson(rest).slice(0, -'\n}'.length)},\n${INDENT}"images": {`;
  let start = '\n';
  for (const [place, columns] of Object.entries(images)) {
    yield `${start}${INDENT}${INDENT}"${place}": ${escapedJson(columns).replaceAll('\n', `\n${INDENT}${INDENT}`)}`;
    start = ',\n';
  }
  yield start === '\n' ? '}\n}\n' : `\n${INDENT}}\n}\n`;
}
