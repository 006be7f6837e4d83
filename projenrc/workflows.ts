import { Component, github, YamlFile } from 'projen';
import type { awscdk } from 'projen';
import { ACTIONS } from './actions';

const { JobPermission } = github.workflows;
type Job = github.workflows.Job;
type JobStep = github.workflows.JobStep;
type JobPermissions = github.workflows.JobPermissions;

const RUNNER = ['ubuntu-24.04'];
/** Python and Java of the packages, and of the tests of them. */
const TOOLS: github.workflows.Tools = {
  python: { version: '3.13' },
  java: { version: '17' },
  dotnet: { version: '8.0.x' },
  go: { version: '1.26' },
};

/** What the build hands to the jobs that publish. */
const ARTIFACT = 'build-artifact';
const ATTESTATIONS = 'attestations';
const CHECKSUMS = 'checksums.txt';
/** A version that somebody has stolen is found within days. */
const WEEKLY = { schedule: { interval: 'weekly' }, cooldown: { 'default-days': 7 } };
/** Nothing is published of a version that is tagged, or of a commit that is no longer the last one, or to try it out. */
const PUBLISHES = [
  "needs.release.outputs.tag_exists != 'true'",
  'needs.release.outputs.latest_commit == github.sha',
  '!inputs.dry_run',
].join(' && ');

/**
 * What GitHub runs. Code of the repository and of its dependencies runs only in jobs that may read the repository and
 * nothing else. Jobs that publish run what is listed here, on files whose checksums the build has said.
 */
export class Workflows extends Component {
  public constructor(
    private readonly library: awscdk.AwsCdkConstructLibrary,
    private readonly nodeVersion: string,
  ) {
    super(library);
    for (const [action, commit] of Object.entries(ACTIONS)) library.github!.actions.set(action, `${action}@${commit}`);
    this.addBuild();
    this.addCodeScan();
    new YamlFile(library, '.github/dependabot.yml', {
      obj: {
        version: 2,
        // The weekly upgrade raises npm packages.
        updates: [
          { 'package-ecosystem': 'github-actions', directory: '/', ...WEEKLY },
          { 'package-ecosystem': 'pip', directory: '/.ci', ...WEEKLY },
        ],
      },
    });
  }

  /** projen adds its jobs of a release here, before this. */
  public override preSynthesize(): void {
    const release = this.library.github!.tryFindWorkflow('release')!;
    for (const id of Object.keys(release.jobs)) release.removeJob(id);
    release.addJobs(this.releaseJobs());
    const lint = this.library.github!.tryFindWorkflow('pull-request-lint')!;
    lint.updateJob('validate', {
      ...(lint.getJob('validate') as Job),
      permissions: { pullRequests: JobPermission.READ },
    });
    // It reads a title, for which it needs no rights of the repository.
    lint.file!.addOverride('on.pull_request', { types: ['opened', 'synchronize', 'reopened', 'edited'] });
    lint.file!.addDeletionOverride('on.pull_request_target');
    const upgrade = this.library.github!.tryFindWorkflow('upgrade-main')!;
    for (const [id, job] of Object.entries(upgrade.jobs)) upgrade.updateJob(id, withoutToken(job as Job));
    for (const workflow of this.library.github!.workflows) {
      workflow.file!.addOverride('permissions', { contents: 'read' });
    }
  }

  private addBuild(): void {
    const workflow = new github.GithubWorkflow(this.library.github!, 'build');
    workflow.on({ pullRequest: {}, workflowDispatch: {} });
    workflow.addJobs({
      build: this.job({
        tools: TOOLS,
        steps: [
          // The commit before is the branch that the pull request goes to.
          checkout({ 'fetch-depth': 2 }),
          { name: 'Everything that must hold before a change lands', run: '.ci/run' },
        ],
      }),
      package: this.job({
        env: { CI: 'true' },
        tools: TOOLS,
        steps: [checkout(), ...this.commands('npm ci', 'npx projen compile', 'npx projen package-all')],
      }),
    });
    const merge = new github.AutoMerge(this.library.github!);
    merge.addConditions('status-success=build', 'status-success=package');
  }

  private addCodeScan(): void {
    const workflow = new github.GithubWorkflow(this.library.github!, 'codeql');
    workflow.on({ pullRequest: {}, push: { branches: ['main'] }, schedule: [{ cron: '0 0 * * 1' }] });
    workflow.addJob(
      'analyze',
      this.job({
        permissions: { contents: JobPermission.READ, securityEvents: JobPermission.WRITE },
        steps: [
          checkout(),
          { uses: 'github/codeql-action/init', with: { languages: 'javascript-typescript,actions' } },
          { uses: 'github/codeql-action/analyze' },
        ],
      }),
    );
  }

  private releaseJobs(): Record<string, Job> {
    return {
      release: this.buildOfRelease(),
      attest: this.attestation(),
      release_npm: this.publication('npm', { idToken: JobPermission.WRITE }, [
        {
          name: 'Publish',
          run: [
            'for file in dist/js/*.tgz; do',
            '  manifest=$(tar --extract --gzip --to-stdout --file "$file" package/package.json)',
            `  id=$(jq --raw-output '"\\(.name)@\\(.version)"' <<< "$manifest")`,
            '  if [ -n "$(npm view "$id" version 2> /dev/null)" ]; then echo "$id is published already"; continue; fi',
            '  npm publish --ignore-scripts --provenance --access public "./$file"',
            'done',
          ].join('\n'),
        },
      ]),
      release_pypi: this.publication('PyPI', { idToken: JobPermission.WRITE }, [
        {
          name: 'Publish',
          uses: 'pypa/gh-action-pypi-publish',
          with: { 'packages-dir': 'dist/python', 'skip-existing': true },
        },
      ]),
      release_nuget: this.publication(
        'NuGet',
        { idToken: JobPermission.WRITE },
        [
          { id: 'login', uses: 'NuGet/login', with: { user: '${{ secrets.NUGET_USERNAME }}' } },
          {
            name: 'Publish',
            env: { KEY: '${{ steps.login.outputs.NUGET_API_KEY }}' },
            run: [
              'dotnet nuget push "dist/dotnet/*.nupkg" --skip-duplicate',
              '--source https://api.nuget.org/v3/index.json --api-key "$KEY"',
            ].join(' '),
          },
        ],
        { dotnet: TOOLS.dotnet },
      ),
      release_maven: this.publication('Maven Central', {}, this.publib('publib-maven', 'dist/java', MAVEN), {
        java: TOOLS.java,
      }),
      release_golang: this.publication('Go', {}, this.publib('publib-golang', 'dist/go', GO)),
      release_github: this.publication(
        'GitHub',
        { contents: JobPermission.WRITE },
        [
          github.WorkflowSteps.downloadArtifact({ with: { name: ATTESTATIONS, path: ATTESTATIONS } }),
          {
            name: 'Publish',
            env: { GITHUB_TOKEN: '${{ github.token }}' },
            run: [
              'tag=$(cat dist/releasetag.txt)',
              'if gh release view "$tag" --repo "$GITHUB_REPOSITORY"; then exit; fi',
              'gh release create "$tag" --repo "$GITHUB_REPOSITORY" --title "$tag" --target "$GITHUB_SHA" \\',
              `  --notes-file dist/changelog.md dist/js/*.tgz dist/sbom/*.json dist/${CHECKSUMS} ${ATTESTATIONS}/*`,
            ].join('\n'),
          },
        ],
        {},
        ['release_npm', 'release_pypi', 'release_nuget', 'release_maven', 'release_golang'],
      ),
    };
  }

  /** The packages of all languages, their SBOMs and checksums. It runs everything, and may only read. */
  private buildOfRelease(): Job {
    const output = (stepId: string, outputName: string) => ({ stepId, outputName });
    return this.job({
      env: { CI: 'true' },
      tools: TOOLS,
      outputs: {
        checksums: output('checksums', 'sha256'),
        tag_exists: output('tag', 'exists'),
        latest_commit: output('remote', 'commit'),
      },
      steps: [
        // The version follows from the tags.
        checkout({ 'fetch-depth': 0 }),
        ...this.commands('npm ci', 'npx projen release'),
        {
          name: 'Checksums',
          id: 'checksums',
          run: [
            'cd dist',
            `find . -type f ! -name ${CHECKSUMS} -print0 | sort --zero-terminated | xargs --null sha256sum > ${CHECKSUMS}`,
            `echo "sha256=$(sha256sum < ${CHECKSUMS} | cut --fields=1 --delimiter=' ')" >> "$GITHUB_OUTPUT"`,
          ].join('\n'),
        },
        {
          name: 'Is the version tagged already?',
          id: 'tag',
          run: [
            'tag=$(cat dist/releasetag.txt)',
            'exists=$(git ls-remote --tags origin "$tag")',
            'echo "exists=$([ -n "$exists" ] && echo true || echo false)" >> "$GITHUB_OUTPUT"',
          ].join('\n'),
        },
        {
          name: 'Is the commit still the last one?',
          id: 'remote',
          run: `echo "commit=$(git ls-remote origin "$GITHUB_REF" | cut --fields=1)" >> "$GITHUB_OUTPUT"`,
        },
        github.WorkflowSteps.uploadArtifact({ with: { name: ARTIFACT, path: 'dist', includeHiddenFiles: true } }),
      ],
    });
  }

  /** Says of all files which workflow made them from which commit, and of the npm packages what is in them. */
  private attestation(): Job {
    const attest = (id: string, inputs: Record<string, unknown>): JobStep => ({
      id,
      uses: 'actions/attest',
      with: inputs,
    });
    return this.job({
      needs: ['release'],
      if: PUBLISHES,
      permissions: { contents: JobPermission.READ, idToken: JobPermission.WRITE, attestations: JobPermission.WRITE },
      steps: [
        ...artifact(),
        attest('provenance', { 'subject-checksums': `dist/${CHECKSUMS}` }),
        attest('library', { 'subject-path': 'dist/js/cdk-ecr@*.tgz', 'sbom-path': 'dist/sbom/cdk-ecr.cdx.json' }),
        attest('command', {
          'subject-path': 'dist/js/cdk-ecr-cli-*.tgz',
          'sbom-path': 'dist/sbom/cdk-ecr-cli.cdx.json',
        }),
        {
          name: 'Name the attestations',
          env: {
            PROVENANCE: '${{ steps.provenance.outputs.bundle-path }}',
            LIBRARY: '${{ steps.library.outputs.bundle-path }}',
            COMMAND: '${{ steps.command.outputs.bundle-path }}',
          },
          run: [
            `mkdir ${ATTESTATIONS}`,
            `cp "$PROVENANCE" ${ATTESTATIONS}/provenance.intoto.jsonl`,
            `cp "$LIBRARY" ${ATTESTATIONS}/cdk-ecr.sbom.intoto.jsonl`,
            `cp "$COMMAND" ${ATTESTATIONS}/cdk-ecr-cli.sbom.intoto.jsonl`,
          ].join('\n'),
        },
        github.WorkflowSteps.uploadArtifact({ with: { name: ATTESTATIONS, path: ATTESTATIONS } }),
      ],
    });
  }

  /** A job that publishes what is built. */
  private publication(
    registry: string,
    permissions: JobPermissions,
    steps: JobStep[],
    tools: github.workflows.Tools = {},
    needs: string[] = [],
  ): Job {
    return this.job({
      name: `Publish to ${registry}`,
      needs: ['release', 'attest', ...needs],
      if: PUBLISHES,
      permissions: { contents: JobPermission.READ, ...permissions },
      tools,
      steps: [...artifact(), ...steps],
    });
  }

  /** publib as the lock file has it, without scripts of any package. It does not get the identity of the workflow. */
  private publib(program: string, folder: string, env: Record<string, string>): JobStep[] {
    return [
      checkout({ path: 'source' }),
      { name: 'Install publib', run: 'npm ci --ignore-scripts', workingDirectory: 'source' },
      { name: 'Publish', env, run: `source/node_modules/.bin/${program} ${folder}` },
    ];
  }

  private commands(...commands: string[]): JobStep[] {
    return commands.map((run) => ({ name: run, run }));
  }

  private job(options: Partial<Job>): Job {
    return {
      runsOn: RUNNER,
      permissions: { contents: JobPermission.READ },
      steps: [],
      ...options,
      tools: { node: { version: this.nodeVersion }, ...options.tools },
    };
  }
}

const MAVEN = {
  MAVEN_SERVER_ID: 'central-ossrh',
  ...secrets(
    'MAVEN_GPG_PRIVATE_KEY',
    'MAVEN_GPG_PRIVATE_KEY_PASSPHRASE',
    'MAVEN_PASSWORD',
    'MAVEN_USERNAME',
    'MAVEN_STAGING_PROFILE_ID',
  ),
};
const GO = {
  GIT_USER_NAME: 'github-actions[bot]',
  GIT_USER_EMAIL: '41898282+github-actions[bot]@users.noreply.github.com',
  GITHUB_TOKEN: '${{ secrets.GO_GITHUB_TOKEN }}',
};

function secrets(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `\${{ secrets.${name} }}`]));
}

function checkout(inputs: Record<string, unknown> = {}): JobStep {
  return { uses: 'actions/checkout', with: { 'persist-credentials': false, ...inputs } };
}

/** What a job checks out leaves no token behind for what runs after it. */
function withoutToken(job: Job): Job {
  const steps = job.steps.map((step) =>
    step.uses?.startsWith('actions/checkout@')
      ? { ...step, with: { ...step.with, 'persist-credentials': false } }
      : step,
  );
  return { ...job, steps };
}

/** The files of the build, if they are what the build has said. */
function artifact(): JobStep[] {
  return [
    github.WorkflowSteps.downloadArtifact({ with: { name: ARTIFACT, path: 'dist' } }),
    {
      name: 'Verify the checksums',
      env: { SHA256: '${{ needs.release.outputs.checksums }}' },
      workingDirectory: 'dist',
      run: `echo "$SHA256  ${CHECKSUMS}" | sha256sum --check && sha256sum --check --quiet ${CHECKSUMS}`,
    },
  ];
}
