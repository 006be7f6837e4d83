import type { RegistryReport } from '../src/report/model/registry-report';
import type { ImageColumns } from '../src/report/model/reported-repository';

/** The report without the images, which are read when they are shown. */
export type PageReport = Omit<RegistryReport, 'images'>;

/** The report in the file. */
export async function readReport(): Promise<PageReport> {
  return (await decoded('report')) as PageReport;
}

/** The images of a repository by its place in the list; `undefined` if the report does not have them. */
export async function imagesOf(repository: number): Promise<ImageColumns | undefined> {
  return (await decoded(`images-${repository}`)) as ImageColumns | undefined;
}

/** The JSON of an element of the file, which is compressed and in base64. */
async function decoded(id: string): Promise<unknown> {
  const text = document.getElementById(id)?.textContent;
  if (text === undefined || text === null) return undefined;
  const binary = atob(text);
  // A loop is many times faster than `Uint8Array.from`, which takes the text as an iterable.
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}
