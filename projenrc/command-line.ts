import { JsonFile, Project } from 'projen';
import type { awscdk } from 'projen';

/**
 * The package `cdk-ecr-cli` in `cli`. It has no dependency: `cli/build.js` bundles what it uses, the lines of the library
 * that run without the CDK included. A package that depends on `cdk-ecr` could not be installed before its release.
 */
export class CommandLine extends Project {
  public constructor(library: awscdk.AwsCdkConstructLibrary) {
    super({ name: 'cdk-ecr-cli', parent: library, outdir: 'cli' });
    const { manifest } = library.package;
    new JsonFile(this, 'package.json', {
      // npm adds a newline at the end of the file.
      newline: true,
      obj: {
        name: this.name,
        // `cli/pack.js` sets the version of the library.
        version: '0.0.0',
        description: 'Reads, checks, previews, adopts and guards Amazon ECR registries',
        keywords: ['aws', 'ecr', 'containers', 'registry', 'compliance', 'lifecycle', 'cli'],
        license: 'Apache-2.0',
        author: manifest.author,
        repository: { ...manifest.repository, directory: 'cli' },
        bin: { 'cdk-ecr': 'lib/cdk-ecr.mjs' },
        engines: { node: '>= 20.0.0' },
        publishConfig: { access: 'public' },
      },
    });
    this.gitignore.exclude('/lib/', '/page/lib/');
    library.compileTask.exec('node cli/build.js');
    // publib publishes each package that it finds in dist/js.
    library.tasks.tryFind('package:js')!.exec('node cli/pack.js dist/js');
  }
}
