import { mistakesAt } from './mistake';
import type { Mistake } from './mistake';
import { mistakesInName } from './unknown-name';
import { GALLERY_ARCHITECTURES, GALLERY_OPERATING_SYSTEMS } from '../gallery';

const REMEDY = 'correct it, or acknowledge that the gallery shows no badge for it and no search finds it';

/** The labels of architectures that the gallery does not recognise. */
export function* mistakesInArchitectures(labels: readonly unknown[]): Iterable<Mistake> {
  yield* mistakesInLabels('architecture', labels, GALLERY_ARCHITECTURES);
}

/** The labels of operating systems that the gallery does not recognise. */
export function* mistakesInOperatingSystems(labels: readonly unknown[]): Iterable<Mistake> {
  yield* mistakesInLabels('operating system', labels, GALLERY_OPERATING_SYSTEMS);
}

function* mistakesInLabels(kind: string, labels: readonly unknown[], known: readonly string[]): Iterable<Mistake> {
  for (const [index, label] of labels.entries()) {
    for (const mistake of mistakesAt(`[${index}]`, mistakesInName(kind, label, known))) {
      yield { ...mistake, remedy: REMEDY };
    }
  }
}
