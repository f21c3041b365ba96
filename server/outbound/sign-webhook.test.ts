import { expect, it } from 'vitest'
import { webhookHeaders } from './sign-webhook.ts'

// The example of the specification of Standard Webhooks.
it('[M11] signs as the specification does, with every secret in force', () => {
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' }
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const headers = webhookHeaders(message, [secret, secret], 1_614_265_330_250)
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
  expect(headers).toEqual({
    'webhook-id': message.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': `${signature} ${signature}`,
  })
})
