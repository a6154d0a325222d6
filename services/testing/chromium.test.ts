import { expect, test } from '@jest/globals'
import { accessibilityOf, openChromium } from './chromium.ts'

test('what fades in is judged by its last colour, and what stays faint is found', async () => {
  const chromium = await openChromium()
  const page = await chromium.newPage()
  await page.setContent(`<html lang="en"><title>Fading</title><style>
    @keyframes shown { from { opacity: 0.1 } }
    .fading { opacity: 0.1; transition: opacity 1000s } .fading.shown { opacity: 1 }
    .moving { animation: shown 1000s } .faint { color: #ccc }
    </style><main><p class="fading">Saved</p><p class="moving">Saved</p></main>`)
  await page.evaluate(`getComputedStyle(document.querySelector('.fading')).opacity`)
  await page.evaluate(`document.querySelector('.fading').classList.add('shown')`)
  expect(await accessibilityOf(page)).toEqual([])
  await page.evaluate(`document.querySelector('.fading').classList.add('faint')`)
  expect(await accessibilityOf(page)).toEqual([expect.stringMatching(/^color-contrast/)])
  await chromium.close()
})
