import { render } from 'preact';
import { App } from './app';
import { readReport } from './data';

/** Draws the page. Without a script, it has the text that the file has. */
async function draw(): Promise<void> {
  const root = document.getElementById('page')!;
  const report = await readReport();
  root.replaceChildren();
  render(<App report={report} />, root);
  // Tests and the benchmark wait for it.
  document.documentElement.dataset.ready = 'true';
}

void draw();
