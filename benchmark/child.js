'use strict';

/*
 * One measurement in a process of its own: `node child.js <scenario> <variant> <size>`, or `node child.js <scenario>`
 * for the scenario's proof that its variants do the same work. The result goes to the parent as a message.
 */
const [name, variant, size] = process.argv.slice(2);
const scenario = require(`./scenarios/${name}.js`);

async function main() {
  if (variant === undefined) return scenario.verify();
  const start = performance.now();
  // What a variant returns is a measure of its own, beside those of the process or in their place.
  const own = await scenario.variants[variant](Number(size));
  const time = performance.now() - start;
  const { userCPUTime, maxRSS } = process.resourceUsage();
  process.send({ time, cpu: userCPUTime / 1_000, memory: maxRSS / 1_024, ...own });
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
