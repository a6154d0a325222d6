import { services } from '../../services/catalog.ts'
import { everyday } from './commands.ts'

const all = everyday.map(({ command }) => command).join('\n')

test.each([
  'kubectl apply -f dist/development/namespace.yaml',
  'kubectl wait --for=condition=ready pod -l app=postgres -n taskmate --timeout=300s',
  'kubectl get pods,services,ingress,all -n taskmate',
  'kubectl port-forward service/frontend-service 3100:3100 -n taskmate',
  'kubectl logs -l app=user-service',
  'kubectl logs -l tier=backend -f',
  'kubectl scale deployment user-service --replicas=3',
  'kubectl exec deployment/postgres -n taskmate -- psql -U taskmate -d postgres',
  'pg_isready',
  'kubectl rollout restart deployment/user-service',
  'kubectl rollout status deployment/user-service',
  'kubectl describe pod',
  '--previous',
  'nslookup user-service',
  'http://user-service:3000/up',
  'kubectl top pods',
  'http://user-service:3000/api/v1/auth/verify',
  'kubectl set image deployment/user-service user-service=',
  'http://taskmate.local/',
])('%s is tried on a cluster', (command) => {
  expect(all).toContain(command)
})

test('every service is applied and waited for', () => {
  for (const { name } of services) {
    expect(all).toContain(`-f dist/development/services/${name}.yaml`)
    expect(all).toContain(`kubectl rollout status deployment/${name}`)
  }
})
