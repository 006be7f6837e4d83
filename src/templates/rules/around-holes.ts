import type { Mistake } from '../../ecr/mistakes/mistake';
import { fill } from '../../text/holes';

/** Texts that may stand in a hole. What fails with all of them fails with any. */
const SAMPLES = ['', 'a', 'ab', 'a1b2c3'];

/** The form of values that only the deployment knows, but that always have it. */
const FORMS: ReadonlyMap<string, string> = new Map([
  ['AWS::StackId', 'arn:aws:cloudformation:eu-west-1:111122223333:stack/images/0e8a5c10-1b2c-11ef-9d3e-0a1b2c3d4e5f'],
]);

/** The mistakes in a text with holes that no values of the holes can mend. */
export function* mistakesAroundHoles(
  text: string,
  mistakesIn: (filled: string) => Iterable<Mistake>,
): Iterable<Mistake> {
  const [shortest, ...others] = SAMPLES.map((sample) => [
    ...mistakesIn(fill(text, (reference) => FORMS.get(reference) ?? sample)),
  ]);
  if (others.some((mistakes) => mistakes.length === 0)) return;
  for (const mistake of shortest) yield { ...mistake, found: text };
}
