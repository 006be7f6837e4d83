import { isAcceptable, mistakesAt } from './mistake';
import type { Mistake } from './mistake';
import { isUnresolved } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';
import { LIMITS } from '../limits';

const id = EcrRule.CATALOG_DATA;

/** The texts of the page of a public repository, with the most characters of each. */
export const CATALOG_TEXTS: Readonly<Record<string, number>> = {
  RepositoryDescription: LIMITS.CATALOG_DESCRIPTION_LENGTH,
  AboutText: LIMITS.CATALOG_TEXT_LENGTH,
  UsageText: LIMITS.CATALOG_TEXT_LENGTH,
};

/** The lists of labels of the page of a public repository. */
export const CATALOG_LABEL_LISTS: readonly string[] = ['Architectures', 'OperatingSystems'];

export function* mistakesInCatalogText(text: unknown, max: number): Iterable<Mistake> {
  if (typeof text !== 'string') {
    if (!isUnresolved(text)) yield { id, at: '', found: text, must: 'be a text', remedy: 'write it as one text' };
    return;
  }
  // As CloudFormation counts: an emoji is one character.
  const { length } = [...text];
  if (isUnresolved(text) || length <= max) return;
  const remedy = 'shorten it and link to the rest';
  yield { id, at: '.length', found: length, must: `be at most ${max} characters`, remedy };
}

export function* mistakesInCatalogLabels(labels: readonly unknown[]): Iterable<Mistake> {
  const [count, max] = [LIMITS.CATALOG_LABELS, LIMITS.CATALOG_LABEL_LENGTH];
  if (labels.length > count) {
    const must = `be at most ${count}`;
    yield {
      id,
      at: '.length',
      found: labels.length,
      must,
      remedy: 'leave out those that the gallery does not recognise',
    };
  }
  for (const [index, label] of labels.entries()) {
    yield* mistakesAt(`[${index}]`, mistakesInLabel(label, labels.slice(0, index), max));
  }
}

function* mistakesInLabel(label: unknown, earlier: readonly unknown[], max: number): Iterable<Mistake> {
  if (isUnresolved(label)) return;
  if (!isAcceptable(label, ({ length }) => length >= 1 && length <= max)) {
    const must = `be a text of 1 to ${max} characters`;
    yield { id, at: '', found: label, must, remedy: 'use a name that the gallery recognises' };
  } else if (earlier.includes(label)) {
    yield { id, at: '', found: label, must: 'be in the list once', remedy: 'leave the second one out' };
  }
}
