import { useEffect, useState } from 'preact/hooks';
import { ReportSection } from '../src/report/model/registry-report';
import type { ReportTarget } from '../src/report/model/registry-report';

const NUMBERS = ['repository', 'registry', 'principal'] as const;

/** The address of a target within the page. A link to it works by keyboard and in the history of the browser. */
export function hrefOf(target: ReportTarget): string {
  const parameters = new URLSearchParams();
  for (const name of NUMBERS) if (target[name] !== undefined) parameters.set(name, String(target[name]));
  if (target.filter !== undefined) parameters.set('filter', target.filter);
  const query = parameters.toString();
  return `#${target.section}${query === '' ? '' : `?${query}`}`;
}

/** The target of an address. One that is none is the first section. */
export function targetOf(hash: string): ReportTarget {
  const [name, query = ''] = hash.replace(/^#/, '').split('?');
  const section = Object.values(ReportSection).find((each) => each === name) ?? ReportSection.ATTENTION;
  const parameters = new URLSearchParams(query);
  const numbers = NUMBERS.flatMap((key) => {
    const value = Number(parameters.get(key) ?? NaN);
    return Number.isInteger(value) && value >= 0 ? [[key, value]] : [];
  });
  return { section, ...Object.fromEntries(numbers), filter: parameters.get('filter') ?? undefined };
}

/** The target that the address of the page names. */
export function useTarget(): ReportTarget {
  const [target, setTarget] = useState(() => targetOf(location.hash));
  useEffect(() => {
    const change = () => setTarget(targetOf(location.hash));
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  return target;
}

/** Goes to a target, and leaves the page where it is scrolled to. A link would show the start of the section. */
export function goTo(target: ReportTarget): void {
  history.pushState(undefined, '', hrefOf(target));
  dispatchEvent(new HashChangeEvent('hashchange'));
}
