// One second for everybody who shows a clock, so that all of them move together.

class Tick {
  now = $state(Date.now())
}

export const tick = new Tick()
setInterval(() => { tick.now = Date.now() }, 1000)
