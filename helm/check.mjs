// node check.mjs MANIFESTS.json: says what is wrong with each manifest of a JSON array, by the schemas of its kind; one line each.
// What a schema does not know is no error to these schemas; another check finds that.
import { readFileSync } from 'node:fs';

const manifests = JSON.parse(readFileSync(process.argv[2], 'utf8'));
let wrong = 0;
let unknown = 0;

function place(manifest) {
  const [group, version] = manifest.apiVersion.includes('/') ? manifest.apiVersion.split('/') : ['', manifest.apiVersion];
  const operator = { 'monitoring.coreos.com': 'prometheus-operator', 'keda.sh': 'keda' }[group];
  if (operator) {
    return `@kubernetes-models/${operator}/${group}/${version}/${manifest.kind}`;
  }
  return ['kubernetes-models', group, version, manifest.kind].filter((part) => part !== '').join('/');
}

for (const manifest of manifests) {
  const name = `${manifest.kind}/${manifest.metadata?.name}`;
  let Kind;
  try {
    Kind = (await import(place(manifest)))[manifest.kind];
  } catch {
    console.log(`NO SCHEMA ${manifest.apiVersion} ${name}`);
    unknown++;
    continue;
  }
  try {
    new Kind(manifest).validate();
  } catch (failure) {
    console.log(`WRONG ${name}: ${failure.message}`);
    wrong++;
  }
}
console.log(`${manifests.length - wrong - unknown} of ${manifests.length} are as their schemas say, ${unknown} have none`);
process.exit(wrong > 0 ? 1 : 0);
