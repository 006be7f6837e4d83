import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { Readable, Writable } from 'stream';
import { main } from '../src/main';

/** A folder for the files of a test; `$` in arguments stands for it, and in what the command prints. */
export class Workspace {
  public readonly folder: string;

  /** A new folder, unless it is one that is there already. */
  public constructor(folder = mkdtempSync(join(tmpdir(), 'cdk-ecr-'))) {
    this.folder = realpathSync(folder);
  }

  /** Writes a file, and gives its name as an argument. */
  public write(name: string, content: unknown): string {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(file, isRaw ? content : JSON.stringify(content, undefined, 2));
    return `$/${name}`;
  }

  /** Runs a command line in this process. */
  public async run(args: readonly string[], input: Input = {}): Promise<Result> {
    const stdout = new Capture();
    const stderr = new Capture(input.stderrIsTerminal);
    const stdin = Object.assign(Readable.from(input.stdin === undefined ? [] : [Buffer.from(input.stdin)]), {
      isTTY: input.stdinIsTerminal,
    });
    const status = await main(
      args.map((arg) => arg.replace('$', this.folder)),
      { stdin, stdout, stderr },
    );
    const text = (stream: Capture) => stream.text.replaceAll(this.folder, '$');
    return { status, stdout: text(stdout), stderr: text(stderr) };
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface Input {
  readonly stdin?: string | Buffer;
  readonly stdinIsTerminal?: boolean;
  readonly stderrIsTerminal?: boolean;
}

export interface Result {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

class Capture extends Writable {
  public text = '';

  public constructor(public readonly isTTY = false) {
    super();
  }

  public override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** An image of `aws ecr describe-images`, pushed on a day of January 2026. */
export function image(day: number, ...imageTags: string[]) {
  return {
    registryId: '111122223333',
    repositoryName: 'team/api',
    imageDigest: `sha256:${String(day).padStart(2, '0').repeat(32)}`,
    ...(imageTags.length > 0 && { imageTags }),
    imageSizeInBytes: day * 1_000_000,
    imagePushedAt: new Date(Date.UTC(2026, 0, day)).toISOString().replace('.000Z', '+00:00'),
    imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
  };
}

/** Keeps v*, the newest of ci-*, and expires untagged images. */
export const POLICY = {
  rules: [
    {
      rulePriority: 1,
      description: 'releases',
      selection: {
        tagStatus: 'tagged',
        tagPatternList: ['v*'],
        countType: 'imageCountMoreThan',
        countNumber: 10_000_000,
      },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      description: 'builds',
      selection: { tagStatus: 'tagged', tagPrefixList: ['ci-'], countType: 'imageCountMoreThan', countNumber: 1 },
      action: { type: 'expire' },
    },
    {
      rulePriority: 3,
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      action: { type: 'expire' },
    },
  ],
};

export const IMAGES = {
  imageDetails: [image(1, 'ci-1', 'v1.0.0'), image(2, 'ci-2'), image(3, 'ci-3'), image(4), image(5, 'other')],
};

export const AT = '2026-02-01T00:00:00Z';
