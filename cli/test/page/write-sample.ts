import { createWriteStream } from 'fs';
import { Readable } from 'stream';
import { pipeline } from 'stream/promises';
import { sampleReport } from './sample-report';
import { htmlReport } from '../../src/report/output/html-report';

/**
 * Writes the page of a sample, for a look at it. The words are the file, the number of repositories, the images of each,
 * and `hostile` or `plain`:
 *
 *     node -e "require('./cli/build.js').buildPage()"
 *     npx esbuild cli/test/page/write-sample.ts --bundle --platform=node --outfile=write-sample.js
 *     node write-sample.js sample.html 173 10 hostile
 */
async function writeSample([file = 'sample.html', repositories = '173', images = '10', nature = 'plain']: string[]) {
  const report = sampleReport({
    repositories: Number(repositories),
    imagesPerRepository: Number(images),
    hostile: nature === 'hostile',
  });
  await pipeline(Readable.from(htmlReport(report)), createWriteStream(file));
}

void writeSample(process.argv.slice(2));
