import { spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { Writable } from 'stream';
import { split } from 'shlex';
import { commandLine } from '../src/main';

// The commands of the documents, against what there is. Their effects are tested elsewhere.

const ROOT = join(__dirname, '../..');
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...['docs', 'examples', 'benchmark'].flatMap(markdownIn),
];
const OPERATORS = ['|', '&&', '||', ';', '>', '>>', '<', '2>'];

interface DocumentedCommand {
  /** Such as `docs/adopt.md: npx cdk-ecr-cli adopt registry`. */
  readonly name: string;
  readonly words: readonly string[];
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !/node_modules|cdk\.out|results/.test(file))
    .map((file) => join(folder, file))
    .sort();
}

/** The commands in the blocks of a shell, and those after a prompt in the blocks of a console. */
function commandsIn(document: string): DocumentedCommand[] {
  const text = readFileSync(join(ROOT, document), 'utf8');
  const lines = [...text.matchAll(/^ *```(sh|console)\b[^\n]*\n(.*?)^ *```$/gms)].flatMap(([, kind, block]) =>
    block
      .replace(/\\\n\s*/g, ' ')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => kind === 'sh' || line.startsWith('$ '))
      .map((line) => line.replace(/^\$ /, '').replace(/(^|\s)#.*$/, '')),
  );
  return lines
    .filter(hasWholeQuotes)
    .flatMap((line) => simpleCommands(split(line)))
    .map((words) => ({ name: `${document}: ${words.join(' ')}`, words }));
}

/** Heredocs and loops are no single commands. */
function hasWholeQuotes(line: string): boolean {
  try {
    split(line);
    return true;
  } catch {
    return false;
  }
}

/** The commands between the operators of a line, without the names of files after them. */
function simpleCommands(words: readonly string[]): string[][] {
  const commands: string[][] = [[]];
  for (const [index, word] of words.entries()) {
    if (OPERATORS.includes(word)) commands.push([]);
    else if (!/^(>>?|<|2>)$/.test(words[index - 1] ?? '')) commands.at(-1)!.push(word);
  }
  return commands.filter(({ length }) => length > 0);
}

const COMMANDS = DOCUMENTS.flatMap(commandsIn);
const startsWith = (...start: string[]) => COMMANDS.filter(({ words }) => start.every((word, i) => words[i] === word));

describe('the commands of this command line', () => {
  const own = [...startsWith('npx', 'cdk-ecr-cli'), ...startsWith('cdk-ecr')].map(({ name, words }) => ({
    name,
    args: words.slice(words[0] === 'npx' ? 2 : 1),
  }));

  test('are found', () => {
    expect(own.length).toBeGreaterThan(20);
  });

  test.each(own)('$name has a command and options that exist', async ({ args }) => {
    let message = '';
    const sink = new Writable({ write: (chunk, _, done) => done((message += chunk) ? null : null) });
    const io = { stdin: process.stdin, stdout: sink, stderr: sink };
    const program = commandLine(io as never, () => async () => undefined);
    await program
      .parseAsync(args, { from: 'user' })
      .catch(({ exitCode }) => expect({ exitCode, message }).toEqual({ exitCode: 0, message: expect.anything() }));
  });
});

describe('the scripts and tasks', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8'));

  test('that documents run with npm exist', () => {
    const named = startsWith('npm', 'run').map(({ words }) => words[2]);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
  });

  test('that documents run with projen exist', () => {
    const named = startsWith('npx', 'projen').map(({ words }) => words[2] ?? 'build');
    expect(named.filter((task) => tasks[task] === undefined)).toEqual([]);
  });
});

describe('the commands of the AWS command line', () => {
  // botocore, which comes with moto, has the names that the command line of AWS has.
  const script = `
import json, sys
import botocore.session
from botocore import xform_name
session = botocore.session.get_session()
names = {}
for service in json.load(sys.stdin):
    try:
        model = session.get_service_model(service)
    except Exception:
        continue
    names[service] = {xform_name(each, '-'): sorted(xform_name(member, '-') for member in getattr(model.operation_model(each).input_shape, 'members', {})) for each in model.operation_names}
print(json.dumps(names))`;
  const calls = startsWith('aws').filter(({ words }) => !/^\$|^--/.test(words[1] ?? '$'));
  const services = [...new Set(calls.map(({ words }) => words[1]))];
  const { stdout, status } = spawnSync('python3', ['-c', script], {
    input: JSON.stringify(services),
    encoding: 'utf8',
  });
  const isKnown = status === 0;
  const names = (isKnown ? JSON.parse(stdout) : {}) as Record<string, Record<string, string[]>>;
  /** Options of every command, and commands that are not operations. */
  const GLOBAL = [
    'region',
    'profile',
    'query',
    'output',
    'cli-input-json',
    'no-cli-pager',
    'endpoint-url',
    'no-paginate',
    'max-items',
    'generate-cli-skeleton',
  ];
  const OWN = ['get-login-password', 'wait', 'deploy'];
  /** An option that the command line calls otherwise, because of one of its own. */
  const RENAMED = ['notification-endpoint'];
  /** Operations that are newer than the botocore of the tests. */
  const NEW = ['start-replication-backfill', 'describe-replication-backfill-results'];

  test('are held against botocore, which comes with moto', () => {
    if (!isKnown) console.warn('NOT TESTED: the commands of AWS in the documents, as python3 has no botocore');
    expect(isKnown || process.env.CI === undefined).toBe(true);
  });

  (isKnown ? test.each(calls) : test.skip.each(calls))('$name has an operation and options that exist', ({ words }) => {
    const [, service, operation, ...args] = words;
    if (service === 'configure' || [...OWN, ...NEW].includes(operation)) return;
    expect(Object.keys(names[service] ?? {})).toContain(operation);
    const options = args
      .flatMap((arg) => /^--([a-z][a-z0-9-]*)/.exec(arg)?.[1] ?? [])
      .map((name) => name.replace(/^no-/, ''));
    const known = [...names[service][operation], ...GLOBAL, ...RENAMED];
    expect(options.filter((option) => !known.includes(option) && !known.includes(`no-${option}`))).toEqual([]);
  });
});
