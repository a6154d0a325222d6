import { type Step, step } from './step.ts'

/** What a cluster with the operators' kinds, whose schemas are in the folder `crds`, says of staging and production. */
export const dryRun = (crds: string): Step[] => [
  step(
    'The kinds of the operators',
    `kubectl apply --server-side -f ${crds} | tail -n 3`,
    /serverside-applied/,
  ),
  ...['staging', 'production'].flatMap((name) => [
    step(
      `The namespace of ${name}`,
      `kubectl create namespace taskmate-${name} --save-config && kubectl create namespace argocd --dry-run=client -o yaml | kubectl apply -f -`,
      /created/,
    ),
    step(
      `Every object of ${name}, strictly`,
      `kubectl apply --dry-run=server --validate=strict -k dist/${name} && kubectl apply --dry-run=server --validate=strict -f dist/${name}/gitops/application.yaml`,
      /deployment.apps\/frontend-service created \(server dry run\)/,
    ),
  ]),
]
