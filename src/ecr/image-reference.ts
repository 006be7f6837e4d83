import { hasHole } from '../text/holes';

/** The name of an image as a consumer writes it: `registry/repository:tag@digest`. */
export interface ImageReference {
  /** The host of the registry. */
  readonly host: string;
  readonly repository: string;
  /** The tag. It is `latest` if the name has neither a tag nor a digest. */
  readonly tag?: string;
  readonly digest?: string;
}

/** The host of images that are named without one. */
export const DOCKER_HUB = 'docker.io';

/**
 * Reads the name of an image. The part before the first `/` is a host if it has a `.` or a `:`, is `localhost`, or is
 * unresolved.
 *
 * @see https://pkg.go.dev/github.com/distribution/reference
 */
export function parseImage(text: string): ImageReference {
  const [name, digest] = splitAtFirst(text, '@');
  const first = name.split('/')[0];
  const hasHost = first !== name && (/[.:]/.test(first) || first === 'localhost' || hasHole(first));
  const path = hasHost ? name.slice(first.length + 1) : name;
  const [repository, tag] = splitAtFirst(path, ':');
  return {
    host: hasHost ? withoutAlias(first) : DOCKER_HUB,
    repository,
    tag: tag ?? (digest === undefined ? 'latest' : undefined),
    digest,
  };
}

/** The hosts of Docker Hub that are used as its name. */
function withoutAlias(host: string): string {
  return ['index.docker.io', 'registry-1.docker.io'].includes(host) ? DOCKER_HUB : host;
}

function splitAtFirst(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
