import { mapTexts } from '../../../../src/text/json';
import { Redactor } from '../../snapshot/redactor';
import type { RegistryReport } from '../model/registry-report';

/** A report in which stand-ins replace account ids, each the same everywhere. Digests and tags stay as they are. */
export function redacted({ images, ...rest }: RegistryReport): RegistryReport {
  const redactor = new Redactor();
  const replace = (text: string) => redactor.accountsIn(text);
  return {
    ...(mapTexts(rest, replace) as typeof rest),
    images: Object.fromEntries(
      Object.entries(images).map(([place, columns]) => [place, { ...columns, users: columns.users.map(replace) }]),
    ),
  };
}
