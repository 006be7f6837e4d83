import { refuse } from './bad-input';

/** The options that choose the form of a report. */
export interface FormatOptions<F extends string> {
  readonly format?: F;
  readonly json?: boolean;
}

/** The form of a report: that of `--format`, or JSON by `--json`, or a table. */
export function formatOf<F extends string>({ format, json }: FormatOptions<F>): F | 'table' | 'json' {
  if (!json) return format ?? 'table';
  if (format === undefined || format === 'json') return 'json';
  return refuse({
    property: '--format',
    found: format,
    must: 'be absent with --json',
    remedy: 'leave out one of them',
  });
}
