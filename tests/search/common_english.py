"""The 500 common English words a Welsh search is measured with: verbs, nouns and little words of any frequency list."""

from __future__ import annotations

_WORDS = """
    the be to of and a in that have it for not on with he as you do at this but his by from they we say her she
    or an will my one all would there their what so up out if about who get which go me when make can like time
    no just him know take people into year your good some could them see other than then now look only come its
    over think also back after use two how our work first well way even new want because any these give day most
    us is are was were been being has had did does doing done said says got gets going goes gone went made
    making makes took taken taking came coming comes gave given saw seen looked looking found find finding finds
    thought thinking told tell asked ask asking asks worked working works called call calling calls tried try
    trying need needed needs felt feel feeling become became left leave put puts mean means meant keep kept let
    lets begin began begins seem seems seemed help helped helps helping talk talked talking talks turn turned
    start started show showed shown hear heard play played run ran move moved live lived lives living believe
    hold held bring brought happen happened write wrote written provide sit sat stand stood lose lost pay paid
    meet met meeting include continue set learn change changed lead understand watch follow stop create speak
    read allow add spend grow open walk win offer remember love consider appear buy wait serve die send expect
    build stay fall cut reach kill remain suggest raise pass sell require report decide pull man men woman women
    child children world life hand hands part place places case week weeks company system program question
    government number night point home water room mother father area money story stories fact month months lot
    right study book eye job word words business issue side kind head house service services friend friends
    power hour hours game line end member members law car city community name president team minute idea kid
    body information parent parents face others level office door health person art war history party result
    morning reason research girl guy moment air teacher force education foot feet boy age policy music market
    sense nation plan college interest death experience effect class control field development role effort rate
    heart drug leader light voice wife police mind price decision son view relationship town road arm difference
    value building action season society tax director position player record paper space ground form event
    official matter center centre couple site project base activity star table court produce oil situation cost
    industry figure street image phone data picture practice piece land product doctor wall news test movie
    north south east west support technology step baby computer type attention film tree source organization
    hair window culture chance brother energy period course summer plant opportunity term letter condition
    choice rule daughter husband bank letters example family families group
"""
COMMON_ENGLISH = _WORDS.split()
