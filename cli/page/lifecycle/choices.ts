import type { RegistryReport } from '../../src/report/model/registry-report';
import { matches, searchable } from '../shared/matching';

/** How many repositories a search offers at once. */
const OFFERED = 20;

type WithRepositories = Pick<RegistryReport, 'repositories' | 'registries'>;

/** A repository to choose. */
export interface Choice {
  /** The place in the report. */
  readonly place: number;
  readonly name: string;
  readonly registry: string;
  readonly imageCount: number;
}

export interface Choices {
  readonly offered: readonly Choice[];
  /** How many others the search finds. */
  readonly moreCount: number;
}

/** The repositories whose images the report has, and whose names have all words: those that begin with them first. */
export function choicesFor({ repositories, registries }: WithRepositories, search: string): Choices {
  const start = search.trim().toLowerCase();
  const first: Choice[] = [];
  const others: Choice[] = [];
  repositories.forEach(({ name, registry, images }, place) => {
    if (images === undefined) return;
    const text = searchable([name, registries[registry].name]);
    if (!matches(text, search)) return;
    const choice = { place, name, registry: registries[registry].name, imageCount: images.count };
    if (start !== '' && text.startsWith(start)) first.push(choice);
    else others.push(choice);
  });
  const all = [...first, ...others];
  return { offered: all.slice(0, OFFERED), moreCount: Math.max(0, all.length - OFFERED) };
}

type Judged = Pick<RegistryReport, 'repositories' | 'lifecycles'>;

/**
 * The repository to begin with: one whose policy is known and that has most images due, or else the one with most
 * images.
 */
export function firstChoice({ repositories, lifecycles }: Judged): number | undefined {
  let best: number | undefined;
  let most = [-1, -1];
  repositories.forEach(({ images, lifecycle }, place) => {
    if (images === undefined) return;
    const isJudged = lifecycle !== undefined && lifecycles[lifecycle].json !== undefined;
    const [due, count] = [isJudged ? images.dueCount : -1, images.count];
    if (due > most[0] || (due === most[0] && count > most[1])) [best, most] = [place, [due, count]];
  });
  return best;
}
