import { bundle, bundleForBrowser, filesForNodeOnly, LINES_WITHOUT_CDK } from './support/browser-bundle';

describe('lines 0 to 3 in a browser', () => {
  test('only what reads assemblies needs Node.js', () => {
    expect(filesForNodeOnly()).toEqual(['src/templates/assembly-files.ts', 'src/templates/assembly.ts']);
  });

  test('all other files are one bundle, which needs nothing else', async () => {
    const { code, files, missing } = await bundleForBrowser();
    expect(missing).toEqual([]);
    for (const folder of LINES_WITHOUT_CDK) expect(files).toContainEqual(expect.stringMatching(`^src/${folder}/`));
    expect(files.filter((file) => !LINES_WITHOUT_CDK.some((folder) => file.startsWith(`src/${folder}/`)))).toEqual([]);
    expect(files.length).toBeGreaterThan(100);
    expect(code.length).toBeGreaterThan(50_000);
  });

  test.each(['node:fs', 'fs', 'aws-cdk-lib'])('an import of %s is seen', async (module) => {
    const { missing } = await bundle(`export * from '${module}';`);
    expect(missing).toEqual([module]);
  });

  test('the CDK is seen through a file of src too', async () => {
    const { missing } = await bundle("export { warn } from './src/core/warn';");
    expect(missing).toContain('aws-cdk-lib');
  });
});
