// An identity provider on this machine, for people who need no password there.
import { createServer } from 'node:http'
import { webModule } from './web.mjs'

const client_id = 'bole'
const client_secret = 'a-secret-of-the-test'
const page = '<!doctype html><meta charset="utf-8"><title>认证</title><link rel="icon" href="data:,"><form method="post"><input name="who" aria-label="是谁"><button>认证</button></form>'

async function bodyOf(request) {
  let text = ''
  for await (const part of request) text += part
  return new URLSearchParams(text)
}

/** One that knows the server at `url`; `stop()` ends it. */
export async function startProvider(url) {
  const { Provider } = await webModule('oidc-provider')
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${server.address().port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id, client_secret, redirect_uris: [`${url}/sign-in/sso`] }],
    pkce: { required: () => true },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  })
  const answer = provider.callback()
  server.on('request', async (request, response) => {
    if (!request.url.startsWith('/interaction/')) return answer(request, response)
    if (request.method === 'GET') return response.setHeader('Content-Type', 'text/html').end(page)
    const accountId = (await bodyOf(request)).get('who')
    const grant = new provider.Grant({ accountId, clientId: client_id })
    grant.addOIDCScope('openid')
    await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId: await grant.save() } })
  })
  return {
    issuer,
    settings: { oidc_issuer: issuer, oidc_client_id: client_id, oidc_client_secret: client_secret, oidc_name: '省统一身份认证', oidc_plain_loopback: true },
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
