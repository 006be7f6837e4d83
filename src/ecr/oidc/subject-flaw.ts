import { flawOf } from './claim-flaw';
import { isLiteral } from '../../text/unresolved';

const UUID = String.raw`\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?`;
/** As long as a UUID, so that it matches nothing longer. */
const ANY_UUID = String.raw`\?{36}`;

/** The subjects of an issuer, with a wildcard only in segments that name no owner, project, branch or environment. */
interface SubjectGrammar {
  /** Whether a subject is one of this issuer. */
  readonly fits: (issuer: string, subject: string) => boolean;
  /** The parts of a subject in which a wildcard is in order, which are taken out. */
  readonly wild: RegExp;
  /** Such parts of a trust that compares the id of the repository, too. */
  readonly wildWithId?: RegExp;
}

const GRAMMARS: readonly SubjectGrammar[] = [
  // The ids of an owner and a repository. "@" cannot be in a name, so that nothing else fits there.
  {
    fits: (issuer) => issuer.startsWith('token.actions.githubusercontent.com'),
    wild: /@\*(?=[/:])/g,
    // The name of the repository, with the id or without it.
    wildWithId: /(?<=^repo:[^:/*?]+\/)\*(?=[:@])/g,
  },
  // Each segment names a project or a branch, or the kind of a ref.
  { fits: (_, subject) => /^project_(path|id):/.test(subject), wild: /(?!)/g },
  // A cluster of Kubernetes: the namespace and the service account, and nothing that differs from run to run.
  { fits: (_, subject) => /^system:serviceaccount:/.test(subject), wild: /(?!)/g },
  // The step is last. The environment is before it, if the step has one.
  {
    fits: (issuer) => issuer.startsWith('api.bitbucket.org/'),
    wild: new RegExp(`(?<=^${UUID}:(?:${UUID}:)?)(?:\\*|${ANY_UUID}|\\{\\*\\})$`, 'g'),
  },
  // The user is the one that caused the run.
  {
    fits: (issuer) => issuer.startsWith('oidc.circleci.com/'),
    wild: new RegExp(
      `(?<=^org/${UUID}/project/${UUID}/user/)(?:\\*$|${ANY_UUID}(?=/vcs-origin/)|\\*(?=/vcs-origin/))`,
      'g',
    ),
  },
];

/** Other issuers: something that differs from run to run, after at least two segments that name the job. */
const OTHER: SubjectGrammar = { fits: () => true, wild: /(?<=^[^:/*?]+(?:[:/][^:/*?]+)+[:/])\*$/g };

/** Subjects that no token has: of GitHub, each part follows the name of its claim. */
const IMPOSSIBLE: readonly { readonly like: RegExp; readonly must: string }[] = [
  { like: /(^|:)repo:[^/:]*(:|$)/, must: 'name the repository as repo:<owner>/<name>' },
  { like: /(^|:)ref:(?!refs\/)/, must: 'name a branch as ref:refs/heads/<branch>, and a tag as ref:refs/tags/<tag>' },
  { like: /(?<!ref):refs\//, must: 'have ref: before the name of the branch or tag, as in ref:refs/heads/main' },
  { like: /^(?![a-z_]+:)/, must: 'begin with the name of a claim, as in repo:<owner>/<name>' },
];
const URL = /^https?:\/\//;

/** The reason why no token has a subject, as the end of a sentence that starts with "must". */
function impossibility(issuer: string, subject: string): string | undefined {
  if (!issuer.startsWith('token.actions.githubusercontent.com') || !isLiteral(subject)) return undefined;
  if (URL.test(subject)) return 'name the repository as repo:<owner>/<name>, not by its URL';
  return IMPOSSIBLE.find(({ like }) => like.test(subject))?.must;
}

/**
 * The mistake in the subject of a trust policy, as the end of a sentence that starts with "must"; undefined if only the
 * jobs that it names can have it. `hasId` says whether the trust also compares the id of the repository.
 */
export function flawOfSubject(issuer: string, subject: string, hasId = false): string | undefined {
  const { wild, wildWithId } = GRAMMARS.find(({ fits }) => fits(issuer, subject)) ?? OTHER;
  const rest = subject.replace(wild, '');
  return flawOf(hasId && wildWithId ? rest.replace(wildWithId, '') : rest) ?? impossibility(issuer, subject);
}
