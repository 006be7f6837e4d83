import { spawnSync } from 'node:child_process';
import * as path from 'node:path';

/** Names of the sample events that each pattern matches. */
export type Matches = Readonly<Record<string, readonly string[]>>;

/** `npm test` needs only Node.js. Where everything is verified, an absent matcher would go unnoticed. */
export function matcherIsRequired(): boolean {
  return process.env.PYTHON_JUDGES === 'required';
}

/** Why moto cannot be asked; `undefined` where it can. */
export function missingMatcher(): string | undefined {
  const { error, status, stderr } = spawnSync('python3', ['-c', 'from moto.events.models import EventPattern'], {
    encoding: 'utf8',
  });
  if (!error && status === 0) return undefined;
  return `no matcher of event patterns, ${error?.message ?? stderr.trim().split('\n').pop()}: pip install moto==5.2.1`;
}

/** Matches all patterns against all events, in one process. */
export function matchAll(
  patterns: Readonly<Record<string, unknown>>,
  events: Readonly<Record<string, unknown>>,
): Matches {
  const { status, stdout, stderr } = spawnSync('python3', [path.join(__dirname, 'matcher.py')], {
    input: JSON.stringify({ patterns, events }),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`matcher.py exited with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Matches;
}
