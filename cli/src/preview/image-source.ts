import { parseDescribeImages } from '../../../src/lifecycle/evaluator/describe-images';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { API, refuse } from '../io/bad-input';
import type { CommandIo } from '../io/command-io';
import { decode, readText } from '../io/text-file';

const STANDARD_INPUT = '-';

/** The images of each repository; the name is empty for images that do not say where they are. */
export type ImagesByRepository = ReadonlyMap<string, RepositoryImage[]>;

/** Reads what `aws ecr describe-images` printed: files, standard input as `-`, and without files standard input alone. */
export async function readImages(files: readonly string[], io: CommandIo): Promise<ImagesByRepository> {
  const names = files.length > 0 ? files : [STANDARD_INPUT];
  const texts = [];
  for (const file of names) {
    const isInput = file === STANDARD_INPUT;
    const name = isInput ? 'standard input' : file;
    texts.push({ name, text: isInput ? await readInput(name, io) : readText(file) });
  }
  const images = parseDescribeImages(API, ...texts);
  if ([...images.values()].every((list) => list.length === 0)) {
    refuse({
      property: `number of images in ${texts.map(({ name }) => name).join(', ')}`,
      found: 0,
      must: 'be at least 1, as a preview of nothing shows nothing',
      remedy: 'check the repository and the filter of aws ecr describe-images',
    });
  }
  return images;
}

async function readInput(name: string, { stdin }: CommandIo): Promise<string> {
  if (stdin.isTTY) {
    refuse({
      property: 'number of files',
      found: 0,
      must: 'be at least 1 where nothing is piped in',
      remedy: 'name the files with the images, or pipe the output of aws ecr describe-images',
    });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return decode(name, Buffer.concat(chunks));
}
