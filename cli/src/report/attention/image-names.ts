import { tagsOf } from '../../../../src/lifecycle/evaluator/image-state';
import { listed } from '../../../../src/text/lists';
import { shortDigest } from '../../io/short-digest';
import type { RunningImage } from '../images/running-images';

/** Images in words: each by its first tag, or else by its digest. One alone has who runs it. */
export function imageNames(running: readonly Pick<RunningImage, 'image' | 'users'>[]): string {
  const names = running.map(({ image }) => tagsOf(image)[0] ?? shortDigest(image.imageDigest));
  const [only, ...others] = running;
  return others.length === 0 ? `${names[0]} (${listed(only.users, { max: 1 })})` : listed(names);
}
